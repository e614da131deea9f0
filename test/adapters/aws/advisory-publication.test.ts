import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createAdvisoryPublication } from "../../../adapters/aws/advisory-publication.ts";
import { AdvisoryFileGoneError } from "../../../core/advisories/publication.ts";
import { TransientError } from "../../../core/errors.ts";
import { advisoryFile } from "../../fixtures/memory-advisories.ts";

const s3 = mockClient(S3Client);
const publication = createAdvisoryPublication(new S3Client({ region: "us-east-1" }), "advisories");
let directory: string;
let objects: Map<string, Buffer>;

function etagOf(bytes: Buffer | undefined): string | undefined {
  return bytes && `"${createHash("md5").update(bytes).digest("hex")}"`;
}

function failure(name: string): Error {
  return Object.assign(new Error(name), { name });
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "advisory-publication-"));
  objects = new Map();
  s3.reset();
  s3.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => {
    const bytes = objects.get(Key);
    if (bytes === undefined) throw new NoSuchKey({ message: Key, $metadata: {} });
    const Body = Object.assign(Readable.from([bytes]), {
      transformToString: () => Promise.resolve(String(bytes)),
    });
    return { Body, ETag: etagOf(bytes) };
  });
  s3.on(PutObjectCommand).callsFake(
    async (input: {
      Key: string;
      Body: string | Readable;
      IfMatch?: string;
      IfNoneMatch?: string;
    }) => {
      const before = objects.get(input.Key);
      const refused =
        input.IfMatch === undefined
          ? input.IfNoneMatch === "*" && before !== undefined
          : input.IfMatch !== etagOf(before);
      if (refused) throw failure("PreconditionFailed");
      const body =
        typeof input.Body === "string"
          ? Buffer.from(input.Body)
          : Buffer.concat((await input.Body.toArray()) as Buffer[]);
      objects.set(input.Key, body);
      return {};
    },
  );
  s3.on(DeleteObjectCommand).callsFake(({ Key }: { Key: string }) => {
    objects.delete(Key);
    return {};
  });
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A file on disk with the description that its content gives it. */
function built(ecosystem: string, content: string, fields = {}) {
  const path = join(directory, content);
  writeFileSync(path, content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const file = advisoryFile(ecosystem, content, { sha256, ...fields });
  return { file, path, key: `advisories/v1/${file.file}` };
}

describe("advisories in a bucket", () => {
  test("what was never published is not found", async () => {
    expect(await publication.find("npm")).toBeUndefined();
  });

  test("what is published is found and fetched", async () => {
    const { file, path, key } = built("Ubuntu:22.04:LTS", "one");
    expect(await publication.publish(file, path)).toBe("published");
    expect(await publication.find("Ubuntu:22.04:LTS")).toEqual(file);
    expect([...objects.keys()]).toEqual([key, "advisories/v1/ubuntu-22.04-lts.json"]);
    const target = join(directory, "fetched");
    await publication.fetch(file, target);
    expect(readFileSync(target, "utf8")).toBe("one");
    expect(readdirSync(directory).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("the file before stays for those who just learned of it, the one before that goes", async () => {
    const files = ["one", "two", "three"].map((content) => built("npm", content));
    for (const { file, path } of files)
      expect(await publication.publish(file, path)).toBe("published");
    expect(files.map(({ key }) => objects.has(key))).toEqual([false, true, true]);
  });

  test("the same content is not uploaded again, but its refresh is known", async () => {
    const { file, path } = built("npm", "one");
    await publication.publish(file, path);
    const refreshedAt = "2026-02-02T00:00:00.000Z";
    expect(await publication.publish({ ...file, refreshedAt }, path)).toBe("unchanged");
    expect((await publication.find("npm"))?.refreshedAt).toBe(refreshedAt);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(3);
  });

  test("a starter set does not replace a full source", async () => {
    const full = built("npm", "full");
    const starter = built("npm", "starter", { coverage: "starter" });
    await publication.publish(full.file, full.path);
    expect(await publication.publish(starter.file, starter.path)).toBe("kept");
    expect(await publication.find("npm")).toEqual(full.file);
  });

  test("of two writers at the same time one is told to try again", async () => {
    const { file, path } = built("npm", "one");
    s3.on(PutObjectCommand, { ContentType: "application/json" }).rejects(
      failure("PreconditionFailed"),
    );
    await expect(publication.publish(file, path)).rejects.toBeInstanceOf(TransientError);
  });

  test("a file that is gone, and one that arrives otherwise, leave nothing behind", async () => {
    const { file, key } = built("npm", "one");
    const target = join(directory, "fetched");
    await expect(publication.fetch(file, target)).rejects.toBeInstanceOf(AdvisoryFileGoneError);
    objects.set(key, Buffer.from("other"));
    await expect(publication.fetch(file, target)).rejects.toMatchObject({
      code: "advisory-file-damaged",
    });
    expect(readdirSync(directory)).toEqual(["one"]);
  });
});
