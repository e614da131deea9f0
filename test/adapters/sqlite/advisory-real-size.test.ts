import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { readAdvisorySource } from "../../../adapters/files/advisory-sources.ts";
import { compileAdvisories } from "../../../adapters/sqlite/advisory-compile.ts";
import { openAdvisoryDatabase } from "../../../adapters/sqlite/advisory-database.ts";

/** Archives in the layout of OSV's own; absent from a plain clone. */
const archives = fileURLToPath(new URL("../../../../shared/advisories/", import.meta.url));
const testWithArchives = existsSync(archives) ? test : test.skip;

testWithArchives.each([
  ["Go", 4291, 17, "golang.org/x/net", "GO-2024-2687"],
  ["PyPI", 2661, 10, "Django", "PYSEC-2022-190"],
])(
  "%s: every record of a real archive is compiled and can be looked up",
  async (name, records, withdrawn, packageName, id) => {
    const directory = mkdtempSync(join(tmpdir(), "advisory-real-size-"));
    try {
      const options = {
        directory,
        coverage: "full",
        source: "test",
        refreshedAt: "2026-01-01T00:00:00Z",
      } as const;
      const result = await compileAdvisories(
        readAdvisorySource(join(archives, name, "all.zip")),
        options,
      );
      expect(result).toMatchObject({ records, withdrawn, malformed: 0, warnings: [] });
      const file = result.files[0];
      const database = file && openAdvisoryDatabase(join(directory, file.file), file);
      expect(database?.lookup(packageName).map((advisory) => advisory.id)).toContain(id);
      database?.close();
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
