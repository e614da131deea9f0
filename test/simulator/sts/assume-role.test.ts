import { DeleteRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import type { SimulatorOptions } from "../../../simulator/options.ts";
import { createRole, functionCredentials, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../start.ts";

const MAY_ASSUME = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
/** What the customer's template says. */
const CUSTOMER_TRUST = trust(
  { AWS: `arn:aws:iam::${OURS.accountId}:root` },
  {
    StringEquals: { "sts:ExternalId": "customer-1" },
    ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OURS.accountId}:role/scout/*` },
  },
);

interface Scene {
  readonly trust?: string;
  /** Of our function's role. */
  readonly rights?: string;
  readonly options?: Partial<SimulatorOptions>;
}

async function scene({
  trust: trusted = CUSTOMER_TRUST,
  rights = MAY_ASSUME,
  options,
}: Scene = {}) {
  const simulator = await start(options);
  const ours = await functionCredentials(simulator, rights);
  const RoleArn = await createRole(simulator, THEIRS, { name: "access", trust: trusted });
  const sts = new STSClient(clientOptions(simulator, ours));
  const assume = (input: Partial<AssumeRoleCommand["input"]> = {}) =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: "scout",
        ExternalId: "customer-1",
        ...input,
      }),
    );
  return { simulator, assume, ours };
}

const DENIED = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

test("a session is somebody of the customer's account, for an hour", async () => {
  const { simulator, assume } = await scene();
  const before = Date.now();
  const { Credentials, AssumedRoleUser } = await assume();
  const arn = `arn:aws:sts::${THEIRS.accountId}:assumed-role/access/scout`;
  expect(AssumedRoleUser?.Arn).toBe(arn);
  const lifetime = (Credentials?.Expiration?.getTime() ?? 0) - before;
  expect(Math.abs(lifetime - 3_600_000)).toBeLessThan(60_000);
  const session = new STSClient(
    clientOptions(simulator, {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    }),
  );
  expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: THEIRS.accountId,
    Arn: arn,
    UserId: AssumedRoleUser?.AssumedRoleId,
  });
});

test.each([
  ["a wrong external ID", {}, { ExternalId: "customer-2" }],
  ["no external ID", {}, { ExternalId: undefined }],
  ["a role that does not exist", {}, { RoleArn: `arn:aws:iam::${THEIRS.accountId}:role/none` }],
  [
    "a caller whose own role may not assume",
    { rights: policy({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) },
    {},
  ],
  [
    "a caller on another path",
    {
      trust: trust(
        { AWS: OURS.accountId },
        { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OURS.accountId}:role/other/*` } },
      ),
    },
    {},
  ],
  ["trust in another account", { trust: trust({ AWS: THEIRS.accountId }) }, {}],
  ["trust in a service", { trust: trust({ Service: "lambda.amazonaws.com" }) }, {}],
  [
    "an explicit denial in the trust policy",
    {
      trust: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
          {
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: "sts:AssumeRole",
            Condition: { StringNotEquals: { "sts:ExternalId": "customer-9" } },
          },
        ],
      }),
    },
    {},
  ],
])("%s is refused", async (_, setting: Scene, input) => {
  const { assume } = await scene(setting);
  await expect(assume(input)).rejects.toMatchObject(DENIED);
});

test("an account's root assumes no role", async () => {
  const simulator = await start();
  const RoleArn = await createRole(simulator, THEIRS, { name: "access", trust: CUSTOMER_TRUST });
  await expect(
    new STSClient(clientOptions(simulator, OURS)).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "root", ExternalId: "customer-1" }),
    ),
  ).rejects.toMatchObject({ ...DENIED, message: "Roles may not be assumed by root accounts." });
});

test("a new role can't be assumed at once", async () => {
  let time = Date.now();
  const { assume } = await scene({
    options: { rolePropagationMs: 10_000, now: () => new Date(time) },
  });
  await expect(assume()).rejects.toMatchObject(DENIED);
  time += 10_000;
  await assume();
});

test("a role that was made again under its name is not trusted", async () => {
  const simulator = await start();
  await functionCredentials(simulator, MAY_ASSUME);
  const trusted = `arn:aws:iam::${OURS.accountId}:role/scout/analyzer`;
  const RoleArn = await createRole(simulator, THEIRS, {
    name: "access",
    trust: trust({ AWS: trusted }),
  });
  const assume = () => {
    const ours = simulator.credentialsForService("lambda.amazonaws.com", trusted, "function");
    const sts = new STSClient(clientOptions(simulator, ours));
    return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scout" }));
  };
  await assume();
  const iam = new IAMClient(clientOptions(simulator, OURS));
  const { DeleteRolePolicyCommand } = await import("@aws-sdk/client-iam");
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "analyzer", PolicyName: "main" }));
  await iam.send(new DeleteRoleCommand({ RoleName: "analyzer" }));
  await functionCredentials(simulator, MAY_ASSUME);
  await expect(assume()).rejects.toMatchObject(DENIED);
});

test("in one account a trust policy that names the role is enough, one that names the account is not", async () => {
  const simulator = await start();
  const nothing = policy({ Effect: "Allow", Action: "sqs:*", Resource: "*" });
  const ours = await functionCredentials(simulator, nothing);
  const sts = new STSClient(clientOptions(simulator, ours));
  const assumable = async (name: string, principal: string) => {
    const RoleArn = await createRole(simulator, OURS, { name, trust: trust({ AWS: principal }) });
    return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scout" }));
  };
  await assumable("named", `arn:aws:iam::${OURS.accountId}:role/scout/analyzer`);
  await expect(assumable("delegated", OURS.accountId)).rejects.toMatchObject(DENIED);
});

test.each([
  ["900 seconds", 900, undefined],
  ["an hour", 3600, undefined],
  ["more than the role allows", 7200, "ValidationError"],
  ["less than 15 minutes", 899, "ValidationError"],
])("a session of %s", async (_, DurationSeconds, error) => {
  const { assume } = await scene();
  const asked = assume({ DurationSeconds });
  if (error === undefined) await asked;
  else await expect(asked).rejects.toMatchObject({ name: error });
});

test("tags and managed session policies are refused by name", async () => {
  const { assume } = await scene();
  await expect(assume({ Tags: [{ Key: "a", Value: "b" }] })).rejects.toMatchObject({
    name: "ValidationError",
    message: "The simulator does not do Tags of AssumeRole",
  });
});
