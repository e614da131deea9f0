import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createAdvisoryPublication } from "../../adapters/aws/advisory-publication.ts";
import type { AdvisoryFile } from "../../core/advisories/index-file.ts";
import {
  AdvisoryFileGoneError,
  type AdvisoryPublication,
} from "../../core/advisories/publication.ts";
import { contractAws } from "../fixtures/contract-aws.ts";
import { freshName } from "../fixtures/foreign-aws.ts";
import { advisoryFile, createMemoryPublication } from "../fixtures/memory-advisories.ts";
import { temporaryFolder } from "../simulator/start.ts";

/** What every publication of advisories has to do. */
function describePublication(name: string, open: () => Promise<AdvisoryPublication>): void {
  describe(name, () => {
    let publication: AdvisoryPublication;
    let folder: string;
    beforeEach(async () => {
      publication = await open();
      folder = await temporaryFolder();
    });

    function built(ecosystem: string, content: string, fields: Partial<AdvisoryFile> = {}) {
      const path = join(folder, content);
      writeFileSync(path, content);
      const sha256 = createHash("sha256").update(content).digest("hex");
      return { file: advisoryFile(ecosystem, content, { sha256, ...fields }), path };
    }

    test("are found and fetched when they were published", async () => {
      expect(await publication.find("npm")).toBeUndefined();
      const { file, path } = built("npm", "one");
      expect(await publication.publish(file, path)).toBe("published");
      expect(await publication.find("npm")).toEqual(file);
      expect(await publication.find("PyPI")).toBeUndefined();
      const target = join(folder, "fetched");
      await publication.fetch(file, target);
      expect(readFileSync(target, "utf8")).toBe("one");
    });

    test("give way to newer ones, which can be the same again", async () => {
      const [one, two] = [built("npm", "one"), built("npm", "two")];
      await publication.publish(one.file, one.path);
      expect(await publication.publish(two.file, two.path)).toBe("published");
      const refreshed = { ...two.file, refreshedAt: "2026-02-02T00:00:00.000Z" };
      expect(await publication.publish(refreshed, two.path)).toBe("unchanged");
      expect(await publication.find("npm")).toEqual(refreshed);
      const target = join(folder, "fetched");
      await publication.fetch(one.file, target);
      expect(readFileSync(target, "utf8")).toBe("one");
    });

    test("do not give way to a starter set", async () => {
      const full = built("npm", "full");
      const starter = built("npm", "starter", { coverage: "starter" });
      expect(await publication.publish(starter.file, starter.path)).toBe("published");
      expect(await publication.publish(full.file, full.path)).toBe("published");
      expect(await publication.publish(starter.file, starter.path)).toBe("kept");
      expect(await publication.find("npm")).toEqual(full.file);
    });

    test("are said to be gone when they are", async () => {
      const { file } = built("npm", "one");
      await expect(publication.fetch(file, join(folder, "fetched"))).rejects.toBeInstanceOf(
        AdvisoryFileGoneError,
      );
    });
  });
}

describePublication("advisories in S3", async () => {
  const client = new S3Client({ ...(await contractAws()), forcePathStyle: true });
  const bucket = freshName("advisories");
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return createAdvisoryPublication(client, bucket);
});
describePublication("advisories in memory", () => Promise.resolve(createMemoryPublication()));
