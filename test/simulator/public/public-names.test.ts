import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import { createTestNames } from "../certificates.ts";
import { publicRequest } from "../public-request.ts";
import { policy } from "../roles.ts";
import { clientOptions, OURS, start } from "../start.ts";

async function startNamed() {
  const names = await createTestNames();
  const simulator = await start({ names });
  return { simulator, names, get: (url: string) => publicRequest(simulator, names, url) };
}

test("names every public host that is known beforehand, and serves it", async () => {
  const { simulator, get } = await startNamed();
  expect(simulator.publicHosts).toEqual([
    "111111111111.dkr.ecr.us-east-1.amazonaws.com",
    "222222222222.dkr.ecr.us-east-1.amazonaws.com",
    "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com",
    "sns.us-east-1.amazonaws.com",
    "cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com",
    "s3.us-east-1.amazonaws.com",
  ]);
  const answers = await Promise.all(
    simulator.publicHosts.map((host) => get(`https://${host}/none/none`)),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 404, 403, 404]);
});

test("has no certificate for other names, and no answer to a foreign Host header", async () => {
  const { simulator, names, get } = await startNamed();
  await expect(get("https://sns.eu-west-1.amazonaws.com/")).rejects.toThrow();
  const foreign = await publicRequest(simulator, names, "https://sns.us-east-1.amazonaws.com/", {
    headers: { host: "evil.example" },
  });
  expect(foreign.status).toBe(403);
});

test("a bucket that its policy opens is read by its own name, over TLS", async () => {
  const { simulator, get } = await startNamed();
  const s3 = new S3Client({ ...clientOptions(simulator, OURS), forcePathStyle: true });
  const Bucket = "templates.scout";
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of ["templates/a.yaml", "private/b.yaml"]) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }
  const open = {
    ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
    Resource: `arn:aws:s3:::${Bucket}/templates/*`,
    Condition: { Bool: { "aws:SecureTransport": "true" } },
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(open) }));
  const origin = `https://${Bucket}.s3.us-east-1.amazonaws.com`;
  expect(await get(`${origin}/templates/a.yaml`)).toMatchObject({
    ...{ status: 200, body: "templates/a.yaml" },
  });
  expect((await get(`${origin}/private/b.yaml`)).status).toBe(403);
  const path = `https://s3.us-east-1.amazonaws.com/${Bucket}/templates/a.yaml`;
  expect((await get(path)).body).toBe("templates/a.yaml");
  // Plain http is not what the policy asks for.
  const plain = await fetch(`${simulator.awsEndpoint}/${Bucket}/templates/a.yaml`);
  expect(plain.status).toBe(403);
});
