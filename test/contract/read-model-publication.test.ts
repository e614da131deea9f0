import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createReadModelPublication } from "../../adapters/aws/read-model-publication.ts";
import {
  type PublishedReadModel,
  ReadModelConflictError,
  ReadModelGoneError,
  type ReadModelPublication,
} from "../../core/images/read-model-publication.ts";
import { contractAws } from "../fixtures/contract-aws.ts";
import { freshName } from "../fixtures/foreign-aws.ts";
import { temporaryFolder } from "../simulator/start.ts";

const PREFIX = "demo/read-model/v1/";

let s3: S3Client;
let bucket: string;
let publication: ReadModelPublication;
let folder: string;
let clock: Date;

beforeEach(async () => {
  s3 = new S3Client({ ...(await contractAws()), forcePathStyle: true });
  bucket = freshName("read-models");
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  folder = await temporaryFolder();
  clock = new Date();
  publication = createReadModelPublication(s3, bucket, 1, () => clock);
});

async function publish(content: string, replacing?: string): Promise<PublishedReadModel> {
  const path = join(folder, "model.sqlite");
  await writeFile(path, content);
  return publication.publish("demo", path, "2026-05-01T12:00:00.000Z", replacing);
}

async function fetched(published: PublishedReadModel): Promise<string> {
  const path = join(await mkdtemp(join(folder, "fetch-")), "copy.sqlite");
  await publication.fetch(published, path);
  return readFile(path, "utf8");
}

async function keys(): Promise<string[]> {
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return (Contents ?? []).map(({ Key }) => Key ?? "");
}

describe("a publication in S3", () => {
  test("is found as it was written, and knows when nothing changed", async () => {
    expect(await publication.current("demo")).toBeUndefined();
    const published = await publish("a".repeat(3_000_000));
    expect(published.size).toBeLessThan(10_000);
    expect(await publication.current("demo")).toEqual(published);
    expect(await publication.current("demo", published.revision)).toBe("unchanged");
    expect(await publication.current("other")).toBeUndefined();
    expect(await fetched(published)).toBe("a".repeat(3_000_000));
    expect(await readdir(folder)).not.toContain("model.sqlite.zst");
  });

  test("has keys that begin with the organization, and names of their content", async () => {
    const { objectKey, sha256 } = await publish("one");
    expect(await keys()).toEqual([objectKey, `${PREFIX}current.json`]);
    expect(objectKey).toBe(`${PREFIX}${sha256}.sqlite.zst`);
  });

  test("replaces the one that it was built from", async () => {
    const first = await publish("one");
    const second = await publish("two", first.revision);
    expect(await publication.current("demo", first.revision)).toEqual(second);
    expect(await fetched(second)).toBe("two");
    expect(await fetched(first)).toBe("one");
  });

  test("of two that were built from the same one, the later is refused", async () => {
    const first = await publish("one");
    const second = await publish("two", first.revision);
    await expect(publish("three", first.revision)).rejects.toThrow(ReadModelConflictError);
    await expect(publish("first again")).rejects.toThrow(ReadModelConflictError);
    expect(await publication.current("demo")).toEqual(second);
  });

  test("whose pointer was removed is no base any more", async () => {
    const first = await publish("one");
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${PREFIX}current.json` }));
    await expect(publish("two", first.revision)).rejects.toThrow(ReadModelConflictError);
  });
});

describe("a file", () => {
  test("that is not what its name says is refused, and nothing is left of it", async () => {
    const first = await publish("one");
    const other = await publish("two", first.revision);
    const mixed = { ...other, objectKey: first.objectKey };
    await expect(publication.fetch(mixed, join(folder, "copy"))).rejects.toThrow("damaged");
    expect(await readdir(folder)).toEqual(["model.sqlite"]);
  });

  test("that is cut off is refused", async () => {
    const published = await publish("one");
    const Body = Buffer.from("no zstd");
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: published.objectKey, Body }));
    await expect(publication.fetch(published, join(folder, "copy"))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["model.sqlite"]);
  });

  test("that was superseded and removed is said to be gone", async () => {
    const published = await publish("one");
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: published.objectKey }));
    await expect(publication.fetch(published, join(folder, "copy"))).rejects.toThrow(
      ReadModelGoneError,
    );
  });

  test("that was superseded stays for who has just learned its name, then goes", async () => {
    const first = await publish("one");
    const second = await publish("two", first.revision);
    expect(await keys()).toContain(first.objectKey);
    clock = new Date(Date.now() + 60 * 60 * 1000);
    const third = await publish("three", second.revision);
    expect(await keys()).toEqual([third.objectKey, `${PREFIX}current.json`].sort());
  });
});
