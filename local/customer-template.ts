import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

const BUCKET = "ecr-scout-templates";
const TEMPLATE = new URL("../templates/docker-scout.yaml", import.meta.url);

/**
 * Publishes the committed template, byte for byte, as the CDK app does: under a name made from
 * its content, in a bucket of which everybody may read `templates/*`.
 *
 * @returns Its URL, as a quick-create link carries it.
 */
export async function publishCustomerTemplate(client: S3Client, region: string): Promise<string> {
  const template = await readFile(TEMPLATE);
  const digest = createHash("sha256").update(template).digest("hex");
  const key = `templates/${digest}/docker-scout.yaml`;
  try {
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  } catch (error) {
    if (!(error instanceof Error && error.name === "BucketAlreadyOwnedByYou")) throw error;
  }
  await client.send(
    new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: JSON.stringify(PUBLIC_TEMPLATES) }),
  );
  await client.send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: key,
      Body: template,
      ContentType: "application/yaml",
    }),
  );
  return `https://${BUCKET}.s3.${region}.amazonaws.com/${key}`;
}

const PUBLIC_TEMPLATES = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${BUCKET}/templates/*`,
    },
  ],
};
