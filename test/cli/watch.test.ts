import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { buildImage, storedManifest } from "../fixtures/image-builder.ts";
import { npmPackage, shopImage } from "./images.ts";
import { type OciRegistry, startOciRegistry } from "./oci-registry.ts";
import { makeWorkspace, scout, type ScoutOptions } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let registry: OciRegistry;
beforeEach(async () => {
  [workspace, registry] = await Promise.all([makeWorkspace(), startOciRegistry()]);
});
afterEach(async () => {
  await registry.close();
  await workspace.remove();
});

const harmless = buildImage({ layers: [[npmPackage("left-pad", "1.3.0")]] });
const empty = buildImage({ layers: [] });
const chartManifest = storedManifest("application/vnd.oci.image.manifest.v1+json", {
  config: {
    mediaType: "application/vnd.cncf.helm.config.v1+json",
    digest: empty.manifest.digest,
    size: 2,
  },
  layers: [],
});
const chart = {
  ...empty,
  manifest: chartManifest,
  manifests: new Map([[chartManifest.digest, chartManifest]]),
};

/** A line of NDJSON. */
interface Line {
  readonly event: string;
  readonly name: string;
  readonly code?: string;
}

async function watchOnce(...args: readonly string[]) {
  const run = await watching(["--once", ...args]);
  return { ...run, seen: run.lines.map(({ event, name }) => `${event} ${name}`) };
}

async function watching(args: readonly string[], options: ScoutOptions = {}) {
  const all = ["watch", "--registry", registry.host, "--format", "json", ...args];
  const run = await scout(workspace.folder, all, options);
  const stdout = run.stdout.replaceAll(registry.host, "R");
  const lines = stdout
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Line]));
  return { ...run, lines, stderr: run.stderr.replaceAll(registry.host, "R") };
}

describe("what is analysed", () => {
  test("at first nothing, then what was pushed since, once", async () => {
    registry.push("team/app", "1.0", shopImage());
    expect(await watchOnce()).toMatchObject({ code: 0, seen: [] });
    registry.push("team/app", "1.1", shopImage());
    registry.push("team/app", "1.0", harmless);
    registry.push("new", "latest", harmless);
    expect((await watchOnce()).seen).toEqual([
      "image R/new:latest",
      "image R/team/app:1.0",
      "image R/team/app:1.1",
    ]);
    expect((await watchOnce()).seen).toEqual([]);
  });

  test("with --all-images also what was there, whatever was seen before", async () => {
    registry.push("team/app", "1.0", shopImage());
    await watchOnce();
    expect((await watchOnce("--all-images")).seen).toEqual(["image R/team/app:1.0"]);
    expect((await watchOnce("--all-images")).seen).toEqual([]);
  });

  test("a tag that went and came again is new", async () => {
    registry.push("a", "1", harmless);
    await watchOnce();
    registry.untag("a", "1");
    await watchOnce();
    registry.push("a", "1", harmless);
    expect((await watchOnce()).seen).toEqual(["image R/a:1"]);
  });

  test.each([
    [
      ["--repository", "team/*"],
      ["team/api:1.0", "team/app:1.0", "team/app:edge"],
    ],
    [["--repository", "team/app", "--tag", "1.*"], ["team/app:1.0"]],
    [["--tag", "edge,none"], ["team/app:edge"]],
  ])("%j leaves others out", async (args, names) => {
    for (const name of ["team/app", "team/api", "base"]) registry.push(name, "1.0", harmless);
    registry.push("team/app", "edge", harmless);
    registry.push("team/app", `sha256-${"0".repeat(64)}.sig`, harmless);
    const { seen } = await watchOnce("--all-images", ...args);
    expect(seen).toEqual(names.map((name) => `image R/${name}`));
  });

  test("named repositories are not looked for in the list", async () => {
    registry.push("team/app", "1.0", harmless);
    await watchOnce("--repository", "team/app");
    expect(registry.asked).not.toContain("GET /v2/_catalog");
  });
});

describe("what fails", () => {
  test("is told, hinders nothing else, and is tried again", async () => {
    for (const name of ["a", "b", "c"]) registry.push(name, "1", harmless);
    registry.push("chart", "1", chart);
    registry.faults.set(/^\/v2\/a\/tags/, { status: 403 });
    registry.faults.set(/^\/v2\/b\/manifests\/sha256/, { status: 403 });
    const run = await watchOnce("--all-images");
    expect(run.code).toBe(1);
    expect(run.seen).toEqual(["failed R/a", "failed R/b:1", "image R/c:1", "skipped R/chart:1"]);
    expect(run.stderr).toContain("Skipped R/chart:1: ");
    registry.faults.clear();
    expect((await watchOnce("--all-images")).seen).toEqual(["image R/a:1", "image R/b:1"]);
  });

  test("a busy registry is left alone for as long as it says", async () => {
    registry.push("a", "1", harmless);
    registry.faults.set(/^\/v2\/a\/tags/, { status: 429, retryAfter: "600" });
    const waits: number[] = [];
    const interruption = new AbortController();
    const run = await watching(["--all-images", "--interval", "30s"], {
      waits,
      signal: interruption.signal,
      onWait(before) {
        if (before === 0) registry.faults.clear();
        else interruption.abort();
      },
    });
    expect(run.code).toBe(130);
    expect(waits).toEqual([600_000, 30_000]);
    expect(run.lines.map(({ event, code }) => [event, code])).toEqual([
      ["failed", "throttled"],
      ["image", undefined],
    ]);
  });

  test("a registry without a list says what to do", async () => {
    registry.faults.set(/_catalog/, { status: 404 });
    const run = await watching([]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain("Name those to watch with --repository");
  });

  test("a state that can't be understood is named", async () => {
    registry.push("a", "1", harmless);
    await watchOnce("--state", workspace.folder);
    const place = join(workspace.folder, registry.host.replace(":", "_"), "repositories");
    const [file = ""] = await readdir(place);
    await writeFile(join(place, file), '{"schemaVersion":2}');
    const run = await watchOnce("--state", workspace.folder);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("which holds something else");
    expect(await readFile(join(place, file), "utf8")).toBe('{"schemaVersion":2}');
  });
});

describe("--exit-code", () => {
  test.each([
    [["-e"], 2],
    [["-e", "--only-severity", "low"], 0],
    [[], 0],
  ])("with %j once is %d", async (args, code) => {
    registry.push("a", "1", shopImage());
    const run = await watchOnce("--all-images", ...args);
    expect(run.code).toBe(code);
  });

  test("ends a watch at the first image that has vulnerabilities", async () => {
    registry.push("a", "1", harmless);
    const run = await watching(["-e"], {
      onWait: (before) => {
        registry.push("a", before === 0 ? "2" : "3", before === 0 ? harmless : shopImage());
      },
    });
    expect(run.code).toBe(2);
    expect(run.lines.map(({ name }) => name)).toEqual(["R/a:2", "R/a:3"]);
  });
});

test("for people each image is a line, 80 columns wide at most", async () => {
  registry.push("a", "1", shopImage());
  const args = ["watch", "--registry", registry.host, "--once", "--all-images"];
  const { stdout, stderr } = await scout(workspace.folder, args);
  expect(stderr).toBe("");
  expect(stdout.replaceAll(registry.host, "R")).toMatch(
    /^2026-11-21 12:00:00Z {2}\dC \dH \dM \dL +R\/a:1 {0,2}\n? +linux\/amd64, 3 packages,?\s+starter set only\n$/,
  );
});

test.each([
  [["--interval", "0"], "Write 1s to 24h"],
  [["--interval", "1d"], "Write 1s to 24h"],
  [["--repository", "UPPER"], "upper-case letters"],
])("%j is refused", async (args, message) => {
  const run = await watching(args);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain(message);
});
