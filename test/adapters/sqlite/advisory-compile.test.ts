import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  compileAdvisories,
  type CompileOptions,
} from "../../../adapters/sqlite/advisory-compile.ts";
import { openAdvisoryDatabase } from "../../../adapters/sqlite/advisory-database.ts";
import type { SourceRecord } from "../../../core/advisories/source-record.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "advisory-compile-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function record(id: string, ecosystem: string, name: string, fields: object = {}): SourceRecord {
  const ranges = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "2" }] }];
  const json = {
    id,
    modified: "2024-01-01T00:00:00Z",
    affected: [{ package: { ecosystem, name }, ranges }],
    ...fields,
  };
  return { origin: `${id}.json`, read: () => json };
}

function compile(records: SourceRecord[], options: Partial<CompileOptions> = {}) {
  return compileAdvisories(records, {
    directory,
    coverage: "full",
    source: "test",
    refreshedAt: "2026-01-01T00:00:00.000Z",
    ...options,
  });
}

describe("compileAdvisories", () => {
  test("writes one file an ecosystem or release, that answers by package name", async () => {
    const result = await compile([
      record("GHSA-1", "PyPI", "Jinja2"),
      record("PYSEC-1", "PyPI", "jinja2", { modified: "2025-02-03T04:05:06.7Z" }),
      record("DSA-1", "Debian:12", "zlib"),
      record("DSA-2", "Debian:11", "zlib"),
    ]);
    expect(result.files.map(({ ecosystem, records, asOf }) => [ecosystem, records, asOf])).toEqual([
      ["Debian:11", 1, "2024-01-01T00:00:00.000Z"],
      ["Debian:12", 1, "2024-01-01T00:00:00.000Z"],
      ["PyPI", 2, "2025-02-03T04:05:06.700Z"],
    ]);
    const pypi = result.files[2];
    expect(pypi?.file).toBe(`pypi-${pypi?.sha256.slice(0, 16) ?? ""}.sqlite`);
    const database = pypi && openAdvisoryDatabase(join(directory, pypi.file), pypi);
    expect(database?.lookup("JINJA2").map(({ id }) => id)).toEqual(["GHSA-1", "PYSEC-1"]);
    expect(database?.lookup("other")).toEqual([]);
    database?.close();
    expect(readdirSync(directory).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("makes the same bytes of the same records in any order", async () => {
    const records = Array.from({ length: 50 }, (_, index) =>
      record(`GHSA-${index}`, "npm", `package-${index % 7}`),
    );
    const one = await compile(records);
    const other = await compile(records.toReversed(), { refreshedAt: "2027-01-01T00:00:00.000Z" });
    expect(other.files[0]?.sha256).toBe(one.files[0]?.sha256);
  });

  test("counts and names bad records and goes on", async () => {
    const bad: SourceRecord[] = [
      { origin: "a.json", read: () => JSON.parse("{") as unknown },
      { origin: "b.json", read: () => ({ id: "X" }) },
      ...Array.from({ length: 30 }, (_, index) => ({ origin: `c${index}.json`, read: () => null })),
    ];
    const result = await compile([...bad, record("GHSA-1", "npm", "a")]);
    expect(result).toMatchObject({ records: 33, malformed: 32, withdrawn: 0 });
    expect(result.files).toHaveLength(1);
    expect(result.warnings).toHaveLength(20);
    expect(result.warnings[0]).toMatch(/^a\.json was left out: /);
    expect(result.warnings[1]).toMatch(/^b\.json was left out: it is no OSV record \(modified: /);
  });

  test("of one record given twice the newer one stays, withdrawn ones are counted", async () => {
    const result = await compile([
      record("GHSA-1", "npm", "a", { modified: "2025-01-01T00:00:00Z", summary: "new" }),
      record("GHSA-1", "npm", "a", { summary: "old" }),
      record("GHSA-2", "npm", "a", { withdrawn: "2025-01-01T00:00:00Z" }),
    ]);
    expect(result.withdrawn).toBe(1);
    const file = result.files[0];
    const database = file && openAdvisoryDatabase(join(directory, file.file), file);
    expect(database?.lookup("a").map(({ summary }) => summary)).toEqual(["new"]);
    database?.close();
  });

  test("keeps only the ecosystems that are wanted", async () => {
    const result = await compile([record("A", "Debian:11", "a"), record("B", "Debian:12", "a")], {
      wanted: (ecosystem) => ecosystem === "Debian:12",
    });
    expect(result.files.map(({ ecosystem }) => ecosystem)).toEqual(["Debian:12"]);
  });

  test("a source that breaks off leaves nothing behind", async () => {
    function* broken() {
      yield record("A", "npm", "a");
      throw new Error("broke off");
    }
    await expect(
      compileAdvisories(broken(), { directory, coverage: "full", source: "test", refreshedAt: "" }),
    ).rejects.toThrow("broke off");
    expect(readdirSync(directory)).toEqual([]);
  });
});
