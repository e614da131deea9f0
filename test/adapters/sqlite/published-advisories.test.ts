import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { compileAdvisories } from "../../../adapters/sqlite/advisory-compile.ts";
import { openPublishedAdvisories } from "../../../adapters/sqlite/published-advisories.ts";
import { createMemoryPublication } from "../../fixtures/memory-advisories.ts";

let root: string;
let cache: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "published-advisories-"));
  cache = join(root, "cache");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function setUp() {
  const publication = createMemoryPublication();
  let fetches = 0;
  const fetch = publication.fetch.bind(publication);
  publication.fetch = (file, path) => {
    fetches++;
    return fetch(file, path);
  };
  async function publish(ecosystem: string, id: string): Promise<void> {
    const affected = [{ package: { ecosystem, name: "a" }, versions: ["1"] }];
    const json = { id, modified: "2026-01-01T00:00:00Z", affected };
    const options = {
      directory: join(root, "built"),
      coverage: "full",
      source: "test",
      refreshedAt: "2026-01-01T00:00:00Z",
    } as const;
    const { files } = await compileAdvisories([{ origin: id, read: () => json }], options);
    for (const file of files) await publication.publish(file, join(root, "built", file.file));
  }
  const source = openPublishedAdvisories(publication, cache);
  async function ids(ecosystem: string): Promise<string[] | undefined> {
    const database = await source.open(ecosystem);
    const found = database?.lookup("a").map(({ id }) => id);
    database?.close();
    return found;
  }
  return { publication, publish, ids, source, fetches: () => fetches };
}

describe("published advisories", () => {
  test("nothing is fetched of what was not published", async () => {
    const { ids, fetches } = setUp();
    expect(await ids("npm")).toBeUndefined();
    expect(fetches()).toBe(0);
  });

  test("a file is fetched once, also for openings side by side", async () => {
    const { publish, ids, fetches } = setUp();
    await publish("npm", "A");
    expect(await Promise.all([ids("npm"), ids("npm"), ids("npm")])).toEqual([["A"], ["A"], ["A"]]);
    expect(await ids("npm")).toEqual(["A"]);
    expect(fetches()).toBe(1);
  });

  test("a newer publication is seen at the next opening, and the old file goes", async () => {
    const { publish, ids, source } = setUp();
    await publish("npm", "A");
    const old = await source.open("npm");
    await publish("npm", "B");
    expect(await ids("npm")).toEqual(["B"]);
    expect(old?.lookup("a").map(({ id }) => id)).toEqual(["A"]);
    old?.close();
    expect(readdirSync(cache)).toHaveLength(1);
  });

  test("a release is answered with what names its distribution alone", async () => {
    const { publish, ids } = setUp();
    await publish("Debian", "BASE");
    await publish("Debian:12", "RELEASE");
    expect(await ids("Debian:12")).toEqual(["RELEASE", "BASE"]);
  });

  test("a file that was replaced while it was fetched is looked for again", async () => {
    const { publication, publish, ids } = setUp();
    await publish("npm", "A");
    const find = publication.find.bind(publication);
    let first = true;
    publication.find = async (ecosystem) => {
      const found = await find(ecosystem);
      if (!first || found === undefined) return found;
      first = false;
      return { ...found, file: "npm-0000000000000000.sqlite" };
    };
    expect(await ids("npm")).toEqual(["A"]);
  });
});
