import { createServer } from "node:http";
import { connect } from "node:net";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "@jest/globals";
import type { Simulator } from "../../../simulator/simulator.ts";
import { clientOptions, OURS, start, temporaryFolder, THEIRS } from "../start.ts";

/** Sends a request as written, and answers all that comes back. */
async function sendRaw(simulator: Simulator, request: string): Promise<string> {
  const socket = connect(Number(new URL(simulator.awsEndpoint).port), "127.0.0.1");
  socket.end(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("root credentials are their account", async () => {
  const simulator = await start();
  for (const { accountId, ...credentials } of [OURS, THEIRS]) {
    const sts = new STSClient(clientOptions(simulator, credentials));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: accountId,
      UserId: accountId,
      Arn: `arn:aws:iam::${accountId}:root`,
    });
  }
});

test.each([
  ["evil.example", 403],
  ["127.0.0.1.evil.example", 403],
  ["evilamazonaws.com", 403],
  ["localhost:4566", 404],
  ["127.0.0.1:1", 404],
  ["sqs.us-east-1.amazonaws.com", 404],
])("a request for the host %s is answered %i", async (host, status) => {
  const simulator = await start();
  const answer = await sendRaw(
    simulator,
    `GET /bucket/key HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `, "u"));
  expect(answer.includes("This endpoint answers requests to 127.0.0.1 only.")).toBe(status === 403);
});

test.each([
  ["an unknown key", { accessKeyId: "AKIAUNKNOWN000000000" }, "unknown"],
  ["a wrong secret", { secretAccessKey: "wrong" }, "signature"],
])("%s is refused in each service's own words", async (_, change, kind) => {
  const simulator = await start();
  const options = clientOptions(simulator, { ...THEIRS, ...change });
  const words = {
    unknown: ["InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"],
    signature: ["SignatureDoesNotMatch", "InvalidSignatureException", "SignatureDoesNotMatch"],
  }[kind];
  const [query, json, s3] = words ?? [];
  await expect(new STSClient(options).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(
    { name: query, $metadata: { httpStatusCode: 403 } },
  );
  await expect(new SQSClient(options).send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: json,
  });
  await expect(
    new S3Client(options).send(new GetObjectCommand({ Bucket: "bucket", Key: "k" })),
  ).rejects.toMatchObject({ name: s3, $metadata: { httpStatusCode: 403 } });
});

test("a request of another Region, or of another time, is refused", async () => {
  const simulator = await start();
  const options = clientOptions(simulator);
  const elsewhere = new SQSClient({ ...options, region: "eu-west-1" });
  await expect(elsewhere.send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: "InvalidSignatureException",
    message: "The Region 'eu-west-1' is wrong: the simulated Regions are 'us-east-1'.",
  });
  const late = new STSClient({ ...options, systemClockOffset: -6 * 60_000 });
  await expect(late.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
});

test.each([
  [
    "unsigned JSON",
    { "x-amz-target": "AmazonSQS.ListQueues" },
    "{}",
    "MissingAuthenticationTokenException",
  ],
  [
    "an unsigned form",
    { "content-type": "application/x-www-form-urlencoded" },
    "Action=GetCallerIdentity&Version=2011-06-15",
    "<Code>MissingAuthenticationToken</Code>",
  ],
  [
    "a signature that can't be read",
    { "x-amz-target": "AmazonSQS.ListQueues", authorization: "AWS4-HMAC-SHA256 nonsense" },
    "{}",
    "IncompleteSignatureException",
  ],
])("%s is refused", async (_, headers, body, expected) => {
  const simulator = await start();
  const answer = await fetch(simulator.awsEndpoint, { method: "POST", headers, body });
  expect(answer.ok).toBe(false);
  expect(await answer.text()).toContain(expected);
});

test("a taken port is named with the option that moves it", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const directory = await temporaryFolder();
  await expect(start({ directory, awsPort: port })).rejects.toMatchObject({
    name: "PortInUseError",
    message: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`),
    option: "awsPort",
  });
  await expect(start({ directory, registryPort: port })).rejects.toMatchObject({
    option: "registryPort",
  });
  await new Promise((resolve) => other.close(resolve));
  // Nothing of the failed starts holds the state or a port.
  await start({ directory, awsPort: port });
});

test("a body that does not end is not read for ever", async () => {
  const simulator = await start();
  const answer = await fetch(simulator.awsEndpoint, {
    method: "POST",
    headers: { "x-amz-target": "AmazonSQS.SendMessage" },
    body: Buffer.alloc(18 * 1024 * 1024),
  }).catch((error: unknown) => error);
  if (answer instanceof Response) expect(answer.status).toBe(413);
  else expect(answer).toBeInstanceOf(Error);
});
