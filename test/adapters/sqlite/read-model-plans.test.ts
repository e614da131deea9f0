import type { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createReadModelDraft } from "../../../adapters/sqlite/read-model-draft.ts";
import { compact, openEmpty } from "../../../adapters/sqlite/read-model-file.ts";
import { createReadModel } from "../../../adapters/sqlite/read-model-reader.ts";
import { ImagesQuery } from "../../../core/contract/api-images.ts";
import { PackagesQuery, VulnerabilitiesQuery } from "../../../core/contract/api-organization.ts";
import { RepositoriesQuery } from "../../../core/contract/api-repositories.ts";
import type { ReadModel } from "../../../core/images/list.ts";
import { entryOf, findingOf, npmPackage } from "./entries.ts";

let db: DatabaseSync;

beforeAll(() => {
  db = openEmpty();
  db.exec("BEGIN");
  const draft = createReadModelDraft(db, false);
  for (let number = 0; number < 300; number += 1) {
    const own = npmPackage(`own-${number}`, "1.0.0", 1);
    const packages = [npmPackage("shared", "1.0.0"), own];
    draft.putImage(
      entryOf(number, packages, [findingOf(own, `CVE-${number}`)], {
        repository: `r${number % 20}`,
      }),
    );
  }
  draft.finish();
  db.exec("COMMIT");
  compact(db);
});

/**
 * What docs/adr/0003-read-model.md says of costs rests on indexes: SQLite is asked what it
 * does for the query that a list sends it.
 */
function planOf(list: (model: ReadModel) => unknown): string {
  const sent: string[] = [];
  const recording = {
    prepare(sql: string) {
      sent.push(sql);
      return db.prepare(sql);
    },
  };
  list(createReadModel(recording, null));
  const sql = sent.find((one) => one.includes("LIMIT ?")) ?? "";
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
  return steps.map((step) => String(step["detail"])).join("\n");
}

describe("lists walk an index in their order, without sorting", () => {
  test.each([
    ["-pushedAt", "image_by_time"],
    ["pushedAt", "image_by_time"],
    ["repository", "image_by_repository"],
    ["-repository", "image_by_repository"],
    ["-vulnerabilities", "image_by_counts"],
  ])("images by %s", (order, index) => {
    const first = createReadModel(db, null).images(ImagesQuery.parse({ order, limit: 2 }));
    for (const cursor of [undefined, first.nextCursor ?? undefined]) {
      const plan = planOf((model) => model.images(ImagesQuery.parse({ order, limit: 2, cursor })));
      expect(plan).toContain(index);
      expect(plan).not.toContain("TEMP B-TREE");
      if (cursor !== undefined) expect(plan).toMatch(new RegExp(`SEARCH i USING .*${index} \\(`));
    }
  });

  test.each<[string, (from: ReadModel) => unknown, string]>([
    ["packages by name", (from) => from.packages(PackagesQuery.parse({})), "package_by_name"],
    [
      "packages by images",
      (from) => from.packages(PackagesQuery.parse({ order: "-imageCount" })),
      "package_by_images",
    ],
    [
      "packages of a type",
      (from) => from.packages(PackagesQuery.parse({ type: "deb" })),
      "package_by_type",
    ],
    [
      "vulnerabilities by severity",
      (from) => from.vulnerabilities(VulnerabilitiesQuery.parse({})),
      "vulnerability_by_severity",
    ],
    [
      "vulnerabilities by images",
      (from) => from.vulnerabilities(VulnerabilitiesQuery.parse({ order: "-imageCount" })),
      "vulnerability_by_images",
    ],
    [
      "repositories",
      (from) => from.repositories(RepositoriesQuery.parse({}), []),
      "sqlite_autoindex_repository_1",
    ],
    [
      "vulnerabilities by score",
      (from) => from.vulnerabilities(VulnerabilitiesQuery.parse({ order: "-cvss" })),
      "vulnerability_by_cvss",
    ],
    [
      "vulnerabilities that are new here first",
      (from) => from.vulnerabilities(VulnerabilitiesQuery.parse({ order: "-firstSeenAt" })),
      "vulnerability_by_seen",
    ],
    [
      "new critical vulnerabilities",
      (from) =>
        from.vulnerabilities(
          VulnerabilitiesQuery.parse({
            severity: "critical",
            since: "2026-01-01T00:00:00Z",
            order: "-firstSeenAt",
          }),
        ),
      "vulnerability_seen_of_severity (severity=? AND first_seen_at>?)",
    ],
    [
      "images with what was not assessed",
      (from) => from.images(ImagesQuery.parse({ unassessed: "true" })),
      "image_unassessed",
    ],
    [
      "repositories by the vulnerabilities of their latest image",
      (from) => from.repositories(RepositoriesQuery.parse({ order: "-vulnerabilities" }), []),
      "repository_by_counts",
    ],
    [
      "repositories by their latest image",
      (from) => from.repositories(RepositoriesQuery.parse({ order: "-pushedAt" }), []),
      "repository_by_time",
    ],
    [
      "repositories that are activated",
      (from) => from.repositories(RepositoriesQuery.parse({ activated: "true" }), ["i1"]),
      "sqlite_autoindex_repository_1",
    ],
    [
      "repositories of an integration",
      (from) => from.repositories(RepositoriesQuery.parse({ integrationId: "i1" }), []),
      "repository_of_integration",
    ],
    [
      "repositories of a registry whose names begin so",
      (from) => from.repositories(RepositoriesQuery.parse({ registry: "r", name: "r1" }), []),
      "repository_of_registry",
    ],
  ])("%s", (_, list, index) => {
    const plan = planOf(list);
    expect(plan).toContain(index);
    expect(plan).not.toContain("TEMP B-TREE");
  });
});

describe("filters are answered by an index", () => {
  test.each([
    [{ repository: "r1" }, /SEARCH i USING INDEX image_by_repository \(repository=/],
    [{ repositoryPrefix: "r1", order: "repository" }, /image_by_repository \(repository>/],
    [{ state: "failed" }, /image_by_state \(state=/],
    [{ tag: "v1" }, /SEARCH image_tag USING PRIMARY KEY \(tag=/],
    [{ digest: `sha256:${"0".repeat(64)}` }, /image_by_digest \(digest=/],
    [{ package: "own-1" }, /SEARCH package_term USING PRIMARY KEY \(term=/],
    [{ package: "own-1" }, /sets_of_package \(package=/],
    [{ package: "own-1" }, /images_of_package_set \(package_set=/],
    [{ package: "pkg:npm/own-1@1.0.0" }, /package_by_purl \(purl=/],
    [{ text: "r1" }, /SEARCH image_tag USING PRIMARY KEY \(tag>/],
    [{ vulnerability: "CVE-1" }, /images_of_finding_set \(finding_set=/],
  ])("images %j", (query, step) => {
    const plan = planOf((model) => model.images(ImagesQuery.parse(query)));
    expect(plan).toMatch(step);
    // Only `image` may be walked, in the order of an index.
    expect(plan).not.toMatch(/SCAN (?!i USING INDEX)/);
  });
});
