import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { translated } from "./aws-errors.ts";

/** A reader that has just learned a name may still fetch it. */
const KEPT_MILLISECONDS = 15 * 60 * 1000;

/**
 * Removes files of a read model that were superseded, or that a writer left behind when it
 * was stopped before it moved the pointer. One page of them will do: the next publication
 * goes on. A failure is no reason to fail a publication, which has happened.
 *
 * @param prefix Of the organization's files.
 * @param current The file that the pointer names.
 */
export async function removeSuperseded(
  client: S3Client,
  bucket: string,
  prefix: string,
  current: string,
  now: Date,
): Promise<void> {
  try {
    const output = await translated("s3", () =>
      client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix })),
    );
    for (const { Key, LastModified } of output.Contents ?? []) {
      const isFile = Key?.endsWith(".sqlite.zst") === true && Key !== current;
      const age = now.getTime() - (LastModified?.getTime() ?? now.getTime());
      if (!isFile || age < KEPT_MILLISECONDS) continue;
      await translated("s3", () => client.send(new DeleteObjectCommand({ Bucket: bucket, Key })));
    }
  } catch {
    // Nothing depends on it: what stays is removed after the next publication.
  }
}
