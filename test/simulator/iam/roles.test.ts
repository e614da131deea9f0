import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { expect, test } from "@jest/globals";
import { createRole, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, stop, temporaryFolder, THEIRS } from "../start.ts";

const ANYBODY = trust({ AWS: "*" });

async function connect() {
  const simulator = await start();
  return { simulator, iam: new IAMClient(clientOptions(simulator, THEIRS)) };
}

test("a role has a path, a unique id and its trust policy", async () => {
  const { iam } = await connect();
  const AssumeRolePolicyDocument = trust(
    { AWS: OURS.accountId },
    { StringEquals: { "sts:ExternalId": "a" } },
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName: "access",
      Path: "/scout/customers/",
      AssumeRolePolicyDocument,
      Description: "Reads images & tags",
      Tags: [{ Key: "product", Value: "scout" }],
    }),
  );
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: "access" }));
  expect(Role).toMatchObject({
    Arn: `arn:aws:iam::${THEIRS.accountId}:role/scout/customers/access`,
    Path: "/scout/customers/",
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/u),
    Description: "Reads images & tags",
    MaxSessionDuration: 3600,
    Tags: [{ Key: "product", Value: "scout" }],
  });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).toEqual(
    JSON.parse(AssumeRolePolicyDocument),
  );
});

test("inline policies come back as they were given", async () => {
  const { iam } = await connect();
  await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: ANYBODY }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "ecr:*", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "r", PolicyName: "p", PolicyDocument }));
  const got = await iam.send(new GetRolePolicyCommand({ RoleName: "r", PolicyName: "p" }));
  expect(decodeURIComponent(got.PolicyDocument ?? "")).toBe(PolicyDocument);
  expect((await iam.send(new ListRolePoliciesCommand({ RoleName: "r" }))).PolicyNames).toEqual([
    "p",
  ]);
  await expect(iam.send(new DeleteRoleCommand({ RoleName: "r" }))).rejects.toMatchObject({
    name: "DeleteConflictException",
  });
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "r", PolicyName: "p" }));
  await iam.send(new DeleteRoleCommand({ RoleName: "r" }));
  await expect(iam.send(new GetRoleCommand({ RoleName: "r" }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

test("a trusted role shows as its ARN while it lives, as its id afterwards", async () => {
  const { simulator, iam } = await connect();
  const arn = await createRole(simulator, OURS, { name: "ours", trust: ANYBODY });
  await createRole(simulator, THEIRS, { name: "theirs", trust: trust({ AWS: [arn] }) });
  const principal = async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "theirs" }));
    return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
  };
  expect(await principal()).toContain(`"AWS":["${arn}"]`);
  const ours = new IAMClient(clientOptions(simulator, OURS));
  await ours.send(new DeleteRoleCommand({ RoleName: "ours" }));
  expect(await principal()).toMatch(/"AWS":\["AROA[A-Z2-7]{17}"\]/u);
});

test.each([
  ["no JSON", "{"],
  ["a role that does not exist", trust({ AWS: "arn:aws:iam::222222222222:role/none" })],
  [
    "a resource",
    policy({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Resource: "*" }),
  ],
  ["no principal", policy({ Effect: "Allow", Action: "sts:AssumeRole" })],
  ["an unknown element", policy({ Effect: "Allow", Principal: "*", Action: "a:b", Wrong: 1 })],
  ["an unknown effect", policy({ Effect: "Maybe", Principal: "*", Action: "a:b" })],
])("a trust policy with %s is malformed", async (_, AssumeRolePolicyDocument) => {
  const { iam } = await connect();
  await expect(
    iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument })),
  ).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
});

test("roles are listed by path and outlive a restart", async () => {
  const directory = await temporaryFolder();
  const first = await start({ directory });
  for (const [name, path] of [
    ["b", "/x/"],
    ["a", "/x/y/"],
    ["c", "/"],
  ] as const) {
    await createRole(first, THEIRS, { name, path, trust: ANYBODY });
  }
  await expect(createRole(first, THEIRS, { name: "A", trust: ANYBODY })).rejects.toMatchObject({
    name: "EntityAlreadyExistsException",
  });
  await stop(first);
  const iam = new IAMClient(clientOptions(await start({ directory }), THEIRS));
  const list = async (PathPrefix: string) =>
    (await iam.send(new ListRolesCommand({ PathPrefix }))).Roles?.map(({ RoleName }) => RoleName);
  expect(await list("/")).toEqual(["a", "b", "c"]);
  expect(await list("/x/")).toEqual(["a", "b"]);
});

test("users are refused by name", async () => {
  const { iam } = await connect();
  await expect(iam.send(new CreateUserCommand({ UserName: "u" }))).rejects.toMatchObject({
    name: "InvalidAction",
    message:
      "Could not find operation CreateUser for version 2010-05-08: the simulator does not do it",
  });
});
