import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { parse } from "yaml";

const BUCKET = "ecr-scout-templates";
const FOLDER = new URL("../templates/", import.meta.url);
/** Of the brand's templates, the one that integrations' links lead to. */
const CURRENT = "docker-scout.yaml";

/** The published template, beside which its other forms are. */
export interface PublishedTemplate {
  /** As a quick-create link carries it. */
  readonly url: string;
  readonly version: string;
}

/**
 * Publishes the committed templates of the brand, byte for byte, as the CDK app does: side by side
 * under a name made from their content, in a bucket of which everybody may read `templates/*`.
 */
export async function publishCustomerTemplate(
  client: S3Client,
  region: string,
): Promise<PublishedTemplate> {
  const templates = await readTemplates();
  const hash = createHash("sha256");
  for (const { name, bytes } of templates) hash.update(name).update("\0").update(bytes);
  const prefix = `templates/${hash.digest("hex")}/`;
  try {
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  } catch (error) {
    if (!(error instanceof Error && error.name === "BucketAlreadyOwnedByYou")) throw error;
  }
  await client.send(
    new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: JSON.stringify(PUBLIC_TEMPLATES) }),
  );
  for (const { name, bytes } of templates) {
    await client.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: `${prefix}${name}`,
        Body: bytes,
        ContentType: "application/yaml",
      }),
    );
  }
  return {
    url: `https://${BUCKET}.s3.${region}.amazonaws.com/${prefix}${CURRENT}`,
    version: versionOf(templates.find(({ name }) => name === CURRENT)?.bytes.toString() ?? ""),
  };
}

/** The brand's templates in the order of their names. */
async function readTemplates(): Promise<readonly { name: string; bytes: Buffer }[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^docker-scout.*\.yaml$/.test(name));
  return Promise.all(
    names.sort().map(async (name) => ({ name, bytes: await readFile(new URL(name, FOLDER)) })),
  );
}

/** Every template says its version in an output. */
function versionOf(text: string): string {
  const { Outputs } = parse(text) as { Outputs: Record<string, { Value: string }> };
  return Outputs["TemplateVersion"]?.Value ?? "";
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
