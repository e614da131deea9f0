import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createS3BlobStore } from "../../adapters/aws/s3-blob-store.ts";
import type { BlobStore } from "../../core/images/port.ts";
import { contractAws } from "../fixtures/contract-aws.ts";
import { freshName } from "../fixtures/foreign-aws.ts";
import { createMemoryBlobStore } from "../fixtures/memory-ports.ts";

/** What every implementation of the blob store has to do. */
function describeBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(name, () => {
    let store: BlobStore;
    beforeEach(async () => {
      store = await open();
    });

    test.each([
      ["a document", Buffer.from(JSON.stringify({ packages: Array(500).fill("ä") }))],
      ["bytes that are no text", Buffer.from([0xff, 0xfe, 0, 1, 2])],
      ["nothing", Buffer.alloc(0)],
    ])("are read as they were written: %s", async (_name, bytes) => {
      await store.put("demo/inventories/1.json", bytes);
      expect(await store.get("demo/inventories/1.json")).toEqual(bytes);
    });

    test("are not there before they were written, nor under another key", async () => {
      await store.put("demo/findings/1.json", Buffer.from("1"));
      expect(await store.get("demo/findings/2.json")).toBeUndefined();
      expect(await store.get("demo/findings")).toBeUndefined();
    });

    test("are replaced as a whole", async () => {
      await store.put("demo/a", Buffer.from("a longer one"));
      await store.put("demo/a", Buffer.from("short"));
      expect(await store.get("demo/a")).toEqual(Buffer.from("short"));
    });

    test("are deleted, as often as one asks", async () => {
      await store.put("demo/a", Buffer.from("1"));
      await store.put("demo/b", Buffer.from("2"));
      await store.delete("demo/a");
      await store.delete("demo/a");
      expect(await store.get("demo/a")).toBeUndefined();
      expect(await store.get("demo/b")).toEqual(Buffer.from("2"));
    });
  });
}

describeBlobStore("blobs in S3", async () => {
  const client = new S3Client({ ...(await contractAws()), forcePathStyle: true });
  const bucket = freshName("blobs");
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return createS3BlobStore(client, bucket);
});
describeBlobStore("blobs in memory", () => Promise.resolve(createMemoryBlobStore()));
