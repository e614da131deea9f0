import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import { createRole, functionCredentials, policy, trust } from "../roles.ts";
import { clientOptions, OURS, start, stop, temporaryFolder, THEIRS } from "../start.ts";

const ALL = policy({ Effect: "Allow", Action: "*", Resource: "*" });

async function session(sessionPolicy?: string) {
  const simulator = await start();
  const ours = await functionCredentials(simulator, ALL);
  const RoleArn = await createRole(simulator, THEIRS, {
    name: "access",
    trust: trust({ AWS: OURS.accountId }),
    policies: { queues: policy({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) },
  });
  const { Credentials } = await new STSClient(clientOptions(simulator, ours)).send(
    new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: "scout",
      ...(sessionPolicy === undefined ? {} : { Policy: sessionPolicy }),
    }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
  return { simulator, credentials, sqs: new SQSClient(clientOptions(simulator, credentials)) };
}

test("a session may do what its role may, as it is now", async () => {
  const { simulator, sqs } = await session();
  await sqs.send(new CreateQueueCommand({ QueueName: "jobs" }));
  await new IAMClient(clientOptions(simulator, THEIRS)).send(
    new PutRolePolicyCommand({
      RoleName: "access",
      PolicyName: "never",
      PolicyDocument: policy({ Effect: "Deny", Action: "sqs:Create*", Resource: "*" }),
    }),
  );
  await expect(sqs.send(new CreateQueueCommand({ QueueName: "more" }))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message:
      `User: arn:aws:sts::${THEIRS.accountId}:assumed-role/access/scout is not authorized to ` +
      `perform: sqs:CreateQueue on resource: arn:aws:sqs:us-east-1:${THEIRS.accountId}:more ` +
      "with an explicit deny in a policy",
  });
});

test("a session policy narrows a session and widens nothing", async () => {
  const { sqs } = await session(
    policy({
      Effect: "Allow",
      Action: ["sqs:CreateQueue", "iam:*"],
      Resource: `arn:aws:sqs:*:${THEIRS.accountId}:mine-*`,
    }),
  );
  await sqs.send(new CreateQueueCommand({ QueueName: "mine-1" }));
  for (const command of [
    new CreateQueueCommand({ QueueName: "yours" }),
    new ListQueuesCommand({}),
  ]) {
    await expect(sqs.send(command as CreateQueueCommand)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  }
});

test.each([
  ["without its token", { sessionToken: undefined }, "UnrecognizedClientException"],
  ["with another token", { sessionToken: "other" }, "UnrecognizedClientException"],
  ["with another secret", { secretAccessKey: "other" }, "InvalidSignatureException"],
])("session credentials %s are refused", async (_, change, name) => {
  const { simulator, credentials } = await session();
  const { sessionToken, ...rest } = { ...credentials, ...change };
  const sqs = new SQSClient(
    clientOptions(simulator, sessionToken === undefined ? rest : { ...rest, sessionToken }),
  );
  await expect(sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject({ name });
});

test("expired credentials are refused as expired, also after a restart", async () => {
  const directory = await temporaryFolder();
  let time = Date.now();
  const now = () => new Date(time);
  const first = await start({ directory, now });
  const credentials = await functionCredentials(first, ALL);
  await stop(first);
  const simulator = await start({ directory, now });
  const connect = () => {
    const options = clientOptions(simulator, credentials);
    const systemClockOffset = time - Date.now();
    return {
      sts: new STSClient({ ...options, systemClockOffset }),
      sqs: new SQSClient({ ...options, systemClockOffset }),
    };
  };
  await connect().sts.send(new GetCallerIdentityCommand({}));
  time = credentials.expiration.getTime();
  const { sts, sqs } = connect();
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: "ExpiredToken",
  });
  await expect(sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: "ExpiredTokenException",
  });
});

test("a service gets credentials only for a role that trusts it", async () => {
  const simulator = await start();
  const arn = await createRole(simulator, OURS, {
    name: "events",
    trust: trust({ Service: "events.amazonaws.com" }),
  });
  expect(() => simulator.credentialsForService("lambda.amazonaws.com", arn, "f")).toThrow(
    "lambda.amazonaws.com is not trusted by",
  );
  expect(simulator.credentialsForService("events.amazonaws.com", arn, "f").accessKeyId).toMatch(
    /^ASIA[A-Z2-7]{16}$/u,
  );
});
