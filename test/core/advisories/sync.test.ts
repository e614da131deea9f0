import { beforeEach, describe, expect, test } from "@jest/globals";
import type { AdvisoryFile } from "../../../core/advisories/index-file.ts";
import { createAdvisorySync, type AdvisoryBuild } from "../../../core/advisories/sync.ts";
import type { RematchRequest } from "../../../core/contract/advisory-messages.ts";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { advisoryFile, createMemoryPublication } from "../../fixtures/memory-advisories.ts";
import { createMemoryLog, createMemoryQueue } from "../../fixtures/memory-ports.ts";

const HOUR = 60 * 60 * 1000;
let time: number;
beforeEach(() => {
  time = Date.parse("2026-01-01T12:00:00Z");
});

/** A source that gives these files, or fails, and remembers what was asked of it. */
function setUp(source: Record<string, AdvisoryFile[] | Error>) {
  const publication = createMemoryPublication();
  const rematches = createMemoryQueue<RematchRequest>();
  const log = createMemoryLog();
  const asked: string[] = [];
  let discarded = 0;
  const sync = createAdvisorySync({
    publication,
    rematches,
    log,
    now: () => new Date(time),
    isKnown: (ecosystem) => !ecosystem.startsWith("pureos"),
    buildFromSource(base, wanted, onProgress) {
      asked.push(base);
      const answer = source[base] ?? [];
      if (answer instanceof Error) return Promise.reject(answer);
      for (const bytes of [10, 20, 30]) onProgress({ bytes, totalBytes: 30 });
      const build: AdvisoryBuild = {
        files: answer.filter(({ ecosystem }) => wanted(ecosystem)),
        malformed: 0,
        pathOf: ({ file }) => `/builds/${file}`,
        discard() {
          discarded++;
          return Promise.resolve();
        },
      };
      return Promise.resolve(build);
    },
  });
  function request(...ecosystems: string[]) {
    return sync({ ecosystems, requestedAt: new Date(time).toISOString(), organizationId: "demo" });
  }
  return { publication, rematches, log, asked, sync, request, discarded: () => discarded };
}

function current(ecosystem: string, content: string): AdvisoryFile {
  return advisoryFile(ecosystem, content, { refreshedAt: new Date(time).toISOString() });
}

function rematchOf(ecosystem: string): RematchRequest {
  return { kind: "ecosystem", ecosystem, organizationId: "demo" };
}

describe("createAdvisorySync", () => {
  test("publishes the releases that are wanted from one archive, then asks for a rematch", async () => {
    const world = setUp({
      Debian: [current("Debian:11", "a"), current("Debian:12", "b"), current("Debian:13", "c")],
      npm: [current("npm", "d")],
    });
    await world.request("Debian:12", "Debian:13", "npm");
    expect(world.asked).toEqual(["Debian", "npm"]);
    expect([...world.publication.published.keys()]).toEqual(["Debian:12", "Debian:13", "npm"]);
    expect(world.rematches.messages).toEqual(["Debian:12", "Debian:13", "npm"].map(rematchOf));
    expect(world.discarded()).toBe(2);
    const progress = world.log.lines.filter(({ message }) => message === "advisory-sync progress");
    expect(progress.at(-1)?.fields).toEqual({ ecosystem: "npm", bytes: 30, totalBytes: 30 });
  });

  test("asks again a minute later, for images that were on their way into the list", async () => {
    const world = setUp({ npm: [current("npm", "new")] });
    await world.request("npm");
    expect(world.rematches.delayed).toEqual([{ message: rematchOf("npm"), seconds: 60 }]);
  });

  test.each([
    ["fresh", 5 * HOUR, "full", []],
    ["stale", 6 * HOUR, "full", ["npm"]],
    ["the starter set", 0, "starter", ["npm"]],
  ] as const)("what is published is %s", async (_name, age, coverage, asked) => {
    const world = setUp({ npm: [current("npm", "new")] });
    const old = advisoryFile("npm", "old", {
      coverage,
      refreshedAt: new Date(time - age).toISOString(),
    });
    world.publication.published.set("npm", old);
    await world.request("npm");
    expect(world.asked).toEqual(asked);
    // Who asked has seen less than a full source: there is one now.
    expect(world.rematches.messages).toEqual([rematchOf("npm")]);
  });

  test("the same content again is no reason for a rematch", async () => {
    const world = setUp({ npm: [current("npm", "same")] });
    const before = new Date(time - 7 * HOUR).toISOString();
    world.publication.published.set("npm", advisoryFile("npm", "same", { refreshedAt: before }));
    await world.request("npm");
    expect(world.rematches.messages).toEqual([]);
    expect(world.publication.published.get("npm")?.refreshedAt).not.toBe(before);
  });

  test.each<[string, Error]>([
    ["can't be reached", new TransientError("advisory-source-unreachable", "It is away.")],
    ["has no such ecosystem", new PermanentError("advisory-archive-missing", "There is none.")],
    ["gives half an archive", new PermanentError("malformed-archive", "It ends too early.")],
  ])(
    "a source that %s is left alone for an hour, what is published stays",
    async (_name, error) => {
      const world = setUp({ npm: error, Go: [current("Go", "g")] });
      const starter = advisoryFile("npm", "s", { coverage: "starter" });
      world.publication.published.set("npm", starter);
      await world.request("npm", "Go");
      await world.request("npm");
      expect(world.asked).toEqual(["npm", "Go"]);
      expect(world.publication.published.get("npm")).toBe(starter);
      const warnings = world.log.lines.filter(({ level }) => level === "warn");
      expect(warnings).toEqual([
        {
          level: "warn",
          message: "advisory source unreachable",
          fields: { ecosystem: "npm", reason: error.message },
        },
      ]);
      time += HOUR;
      await world.request("npm");
      expect(world.asked).toEqual(["npm", "Go", "npm"]);
    },
  );

  test("a release that the archive lacks is not downloaded for again and again", async () => {
    const world = setUp({ Debian: [current("Debian:12", "b")] });
    await world.request("Debian:99");
    await world.request("Debian:99");
    expect(world.asked).toEqual(["Debian"]);
    expect(world.rematches.messages).toEqual([]);
  });

  test("what images can't hold is not asked for", async () => {
    const world = setUp({});
    await world.request("pureos:10");
    expect(world.asked).toEqual([]);
  });

  test("without an organization nobody is rematched", async () => {
    const world = setUp({ npm: [current("npm", "n")] });
    await world.sync({ ecosystems: ["npm"], requestedAt: "2026-01-01T12:00:00Z" });
    expect(world.publication.published.has("npm")).toBe(true);
    expect(world.rematches.messages).toEqual([]);
  });

  test("a fault of our own is thrown, and nothing is left on disk", async () => {
    const world = setUp({ npm: [current("npm", "n")], Go: new Error("a bug") });
    world.publication.publish = () =>
      Promise.reject(new TransientError("s3-unavailable", "Later."));
    await expect(world.request("npm")).rejects.toThrow("Later.");
    expect(world.discarded()).toBe(1);
    await expect(world.request("Go")).rejects.toThrow("a bug");
  });
});
