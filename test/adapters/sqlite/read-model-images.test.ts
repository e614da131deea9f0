import { describe, expect, test } from "@jest/globals";
import { ImagesQuery } from "../../../core/contract/api-images.ts";
import type { ReadModel } from "../../../core/images/list.ts";
import { digestOf, entryOf, findingOf, npmPackage } from "./entries.ts";
import { openDraft } from "./open-draft.ts";

const lodash = npmPackage("lodash", "4.17.20");
const scoped = npmPackage("core", "7.0.0", 0, {
  namespace: "@babel",
  purl: "pkg:npm/%40babel/core@7.0.0",
});
const other = "333333333333.dkr.ecr.eu-west-1.amazonaws.com";

const { model } = openDraft(
  entryOf(1, [lodash], [findingOf(lodash, "CVE-2021-23337", "high")]),
  entryOf(2, [lodash, scoped], [findingOf(lodash, "CVE-2020-8203", "critical")], {
    repository: "team/api",
    platform: "linux/arm64",
    tags: ["latest", "v2"],
    indexDigest: digestOf(900),
  }),
  entryOf(3, [], [], { repository: "base", registry: other, tags: [] }),
  entryOf(4, [], [], {
    state: "failed",
    stateReason: "The registry refused access.",
    vulnerabilities: null,
    assessed: null,
    pushedAt: null,
  }),
);

function digits(query: Record<string, unknown>, from: ReadModel = model): string {
  return from
    .images(ImagesQuery.parse(query))
    .items.map((image) => String(Number(`0x${image.digest.slice(-4)}`)))
    .join(" ");
}

describe("images", () => {
  test.each([
    [{}, "3 2 1 4"],
    [{ order: "pushedAt" }, "4 1 2 3"],
    [{ order: "repository" }, "3 2 4 1"],
    [{ order: "-repository" }, "1 4 2 3"],
    [{ order: "-vulnerabilities" }, "2 1 3 4"],
    [{ order: "vulnerabilities" }, "4 3 1 2"],
    [{ repository: "team/app" }, "1 4"],
    [{ repository: "team" }, ""],
    [{ repositoryPrefix: "team/" }, "2 1 4"],
    [{ repositoryPrefix: "team/ap", order: "repository" }, "2 4 1"],
    [{ registry: other }, "3"],
    [{ tag: "latest" }, "2"],
    [{ digest: digestOf(1) }, "1"],
    [{ digest: digestOf(900) }, "2"],
    [{ state: "failed" }, "4"],
    [{ state: "analyzed", platform: "linux/amd64" }, "3 1"],
    [{ severity: "critical" }, "2"],
    [{ severity: "high" }, "1"],
    [{ package: "lodash" }, "2 1"],
    [{ package: "LODASH@4.17.20" }, "2 1"],
    [{ package: "lodash@4.17.21" }, ""],
    [{ package: "pkg:npm/lodash@4.17.20" }, "2 1"],
    [{ package: "@babel/core" }, "2"],
    [{ package: "core" }, "2"],
    [{ package: "@babel/core@7.0.0" }, "2"],
    [{ vulnerability: "CVE-2021-23337" }, "1"],
    [{ vulnerability: "CVE-2020-8203", tag: "v1" }, ""],
  ])("%j gives %j", (query, expected) => {
    expect(digits(query)).toBe(expected);
  });

  test("an image comes back as it was put", () => {
    const entry = entryOf(7, [lodash], [], { size: null, distribution: null, stateReason: "x" });
    const draft = openDraft(entry);
    expect(draft.model.image(entry.image.imageId)).toEqual(entry.image);
    expect(draft.model.images(ImagesQuery.parse({})).items).toEqual([entry.image]);
    expect(draft.model.image("00".repeat(16))).toBeUndefined();
  });

  test.each(["-pushedAt", "pushedAt", "repository", "-repository", "-vulnerabilities"])(
    "pages ordered by %s give every image once, in the order of one big page",
    (order) => {
      const entries = Array.from({ length: 25 }, (_, index) =>
        entryOf(index, [lodash], index % 3 === 0 ? [findingOf(lodash, "CVE-1")] : [], {
          repository: `r${index % 4}`,
          // The same time for many: only the tie-breaker tells them apart.
          pushedAt: new Date(Date.UTC(2026, 0, 1 + (index % 2))).toISOString(),
        }),
      );
      const pages = openDraft(...entries).model;
      const whole = digits({ order, limit: 500 }, pages);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = ImagesQuery.parse({ order, limit: 4, ...(cursor && { cursor }) });
        const page = pages.images(query);
        seen.push(...page.items.map((image) => String(Number(`0x${image.digest.slice(-4)}`))));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.join(" ")).toBe(whole);
      expect(seen).toHaveLength(25);
    },
  );

  test("a last page that is full has no next one", () => {
    const page = model.images(ImagesQuery.parse({ limit: 4 }));
    expect(page.items).toHaveLength(4);
    expect(page.nextCursor).toBeNull();
  });

  test.each([
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("hello").toString("base64url")],
    ["no list", Buffer.from('{"a":1}').toString("base64url")],
    ["another query's", ""],
  ])("a cursor that is %s is refused", (_, broken) => {
    const foreign = model.images(ImagesQuery.parse({ limit: 1, order: "pushedAt" })).nextCursor;
    const query = ImagesQuery.parse({ limit: 1, cursor: broken || foreign });
    expect(() => model.images(query)).toThrow(expect.objectContaining({ code: "invalid-cursor" }));
  });

  test("a cursor whose keys were changed is refused", () => {
    const cursor = model.images(ImagesQuery.parse({ limit: 1 })).nextCursor ?? "";
    const [fingerprint] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
    for (const keys of [[], ["x", 1], [1, 2, 3], [1, null], [1.5, 1]]) {
      const changed = Buffer.from(JSON.stringify([fingerprint, ...keys])).toString("base64url");
      expect(() => model.images(ImagesQuery.parse({ limit: 1, cursor: changed }))).toThrow(
        expect.objectContaining({ code: "invalid-cursor" }),
      );
    }
  });
});

describe("images to match again", () => {
  test("those with packages of the ecosystem", () => {
    expect(model.imagesOfEcosystem("npm").map((key) => key.repository)).toEqual(
      expect.arrayContaining(["team/app", "team/api", "base"]),
    );
    expect(model.imagesOfEcosystem("npm")).toHaveLength(3);
    expect(model.imagesOfEcosystem("Debian:12")).toEqual([]);
  });
});
