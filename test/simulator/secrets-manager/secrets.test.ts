import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { expect, test } from "@jest/globals";
import { clientOptions, start, stop, temporaryFolder, THEIRS } from "../start.ts";

async function connect() {
  return new SecretsManagerClient(clientOptions(await start()));
}

test("a new secret's ARN ends with six random characters and names it with or without them", async () => {
  const secrets = await connect();
  const { ARN = "" } = await secrets.send(
    new CreateSecretCommand({ Name: "scout/api-key", SecretString: "s3cret" }),
  );
  const stem = `arn:aws:secretsmanager:us-east-1:${THEIRS.accountId}:secret:scout/api-key`;
  expect(ARN).toMatch(new RegExp(`^${stem}-[A-Za-z0-9]{6}$`, "u"));
  for (const SecretId of [ARN, stem, "scout/api-key"]) {
    expect(await secrets.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
      ARN,
      Name: "scout/api-key",
      SecretString: "s3cret",
      VersionStages: ["AWSCURRENT"],
    });
  }
  await expect(
    secrets.send(new CreateSecretCommand({ Name: "scout/api-key" })),
  ).rejects.toMatchObject({ name: "ResourceExistsException" });
});

test("a secret may be empty until its first value", async () => {
  const secrets = await connect();
  await secrets.send(new CreateSecretCommand({ Name: "empty" }));
  await expect(
    secrets.send(new GetSecretValueCommand({ SecretId: "empty" })),
  ).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: expect.stringContaining("AWSCURRENT"),
  });
  await secrets.send(new PutSecretValueCommand({ SecretId: "empty", SecretString: "now" }));
  expect((await secrets.send(new GetSecretValueCommand({ SecretId: "empty" }))).SecretString).toBe(
    "now",
  );
});

test("a new value makes the old one AWSPREVIOUS, and older ones lose their label", async () => {
  const secrets = await connect();
  await secrets.send(new CreateSecretCommand({ Name: "key", SecretString: "one" }));
  for (const SecretString of ["two", "three"]) {
    await secrets.send(new PutSecretValueCommand({ SecretId: "key", SecretString }));
  }
  const get = (VersionStage: string) =>
    secrets.send(new GetSecretValueCommand({ SecretId: "key", VersionStage }));
  expect((await get("AWSCURRENT")).SecretString).toBe("three");
  expect((await get("AWSPREVIOUS")).SecretString).toBe("two");
  const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: "key" }));
  expect(Object.values(VersionIdsToStages ?? {}).sort()).toEqual([["AWSCURRENT"], ["AWSPREVIOUS"]]);
});

test("a pending version is current once its label is moved", async () => {
  const secrets = await connect();
  const old = await secrets.send(new CreateSecretCommand({ Name: "key", SecretString: "one" }));
  const pending = await secrets.send(
    new PutSecretValueCommand({
      SecretId: "key",
      SecretString: "two",
      VersionStages: ["AWSPENDING"],
    }),
  );
  const current = async () =>
    (await secrets.send(new GetSecretValueCommand({ SecretId: "key" }))).SecretString;
  expect(await current()).toBe("one");
  const move = {
    SecretId: "key",
    VersionStage: "AWSCURRENT",
    MoveToVersionId: pending.VersionId,
  };
  await expect(secrets.send(new UpdateSecretVersionStageCommand(move))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  await secrets.send(
    new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: old.VersionId }),
  );
  expect(await current()).toBe("two");
  const previous = new GetSecretValueCommand({ SecretId: "key", VersionStage: "AWSPREVIOUS" });
  expect((await secrets.send(previous)).VersionId).toBe(old.VersionId);
});

test("a repeated token changes nothing, with another value it is refused", async () => {
  const secrets = await connect();
  const ClientRequestToken = randomUUID();
  const create = { Name: "key", SecretString: "one", ClientRequestToken };
  const first = await secrets.send(new CreateSecretCommand(create));
  expect(first.VersionId).toBe(ClientRequestToken);
  expect((await secrets.send(new CreateSecretCommand(create))).ARN).toBe(first.ARN);
  const put = (SecretString: string) =>
    secrets.send(new PutSecretValueCommand({ SecretId: "key", SecretString, ClientRequestToken }));
  expect((await put("one")).VersionId).toBe(ClientRequestToken);
  await expect(put("two")).rejects.toMatchObject({ name: "ResourceExistsException" });
});

test("a deleted secret can be restored, unless it was forced", async () => {
  const secrets = await connect();
  await secrets.send(new CreateSecretCommand({ Name: "key", SecretString: "one" }));
  const get = () => secrets.send(new GetSecretValueCommand({ SecretId: "key" }));
  await secrets.send(new DeleteSecretCommand({ SecretId: "key" }));
  await expect(get()).rejects.toMatchObject({ name: "InvalidRequestException" });
  await expect(secrets.send(new CreateSecretCommand({ Name: "key" }))).rejects.toMatchObject({
    name: "InvalidRequestException",
  });
  expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
  await secrets.send(new RestoreSecretCommand({ SecretId: "key" }));
  expect((await get()).SecretString).toBe("one");
  await secrets.send(
    new DeleteSecretCommand({ SecretId: "key", ForceDeleteWithoutRecovery: true }),
  );
  await expect(get()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await secrets.send(new CreateSecretCommand({ Name: "key" }));
});

test("binary values and restarts", async () => {
  const directory = await temporaryFolder();
  const first = await start({ directory });
  const SecretBinary = Buffer.from([0, 255, 128]);
  await new SecretsManagerClient(clientOptions(first)).send(
    new CreateSecretCommand({ Name: "key", SecretBinary }),
  );
  await stop(first);
  const again = new SecretsManagerClient(clientOptions(await start({ directory })));
  const got = await again.send(new GetSecretValueCommand({ SecretId: "key" }));
  expect(Buffer.from(got.SecretBinary ?? [])).toEqual(SecretBinary);
});
