import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { analysisOf, engineOf, findingOf } from "./analyses.ts";
import { shopImage, writeLayout } from "./images.ts";
import { failingStream, makeWorkspace, scout } from "./scout.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/scout.ts", import.meta.url));

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let target: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  target = await writeLayout(workspace.folder, "shop", shopImage());
});
afterAll(() => workspace.remove());

describe("progress", () => {
  test("is shown on a terminal, and gone before the result", async () => {
    const { stderr, stdout } = await scout(workspace.folder, ["cves", target], { columns: 60 });
    expect(stderr).toContain("reading 6.1 kB of 6.1 kB, 2 of 2 layers done …");
    expect(stderr).toContain("matching against advisories …");
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
    for (const part of stderr.split("\r\u001b[K")) expect(part.length).toBeLessThan(60);
    expect(stdout).not.toContain("\r");
  });

  test("is not shown elsewhere", async () => {
    expect((await scout(workspace.folder, ["cves", target])).stderr).toBe("");
  });

  test("leaves no trace before an error", async () => {
    const args = ["cves", "--platform", "linux/arm64", target];
    const { stderr } = await scout(workspace.folder, args, { columns: 80 });
    expect(stderr.split("\r\u001b[K").at(-1)).toMatch(/^scout: [^\r]*\n$/);
    for (const line of (stderr.split("\r\u001b[K").at(-1) ?? "").split("\n")) {
      expect(line.length).toBeLessThanOrEqual(80 + target.length);
    }
  });
});

test.each([
  [60, 60],
  [100, 100],
  [300, 120],
  [10, 40],
])("sentences on %d columns are wrapped to %d", async (columns, width) => {
  const summary = "word ".repeat(100);
  const engine = engineOf(analysisOf({}, { findings: [findingOf({ summary })] }));
  const environment = { NO_COLOR: "1" };
  const { stdout } = await scout("", ["cves", "x"], { engine, columns, environment });
  const longest = Math.max(
    ...stdout
      .split("\n")
      .filter((line) => line.includes("word"))
      .map((line) => line.length),
  );
  expect(longest).toBeLessThanOrEqual(width);
  expect(longest).toBeGreaterThan(width - 6);
});

test("COLUMNS widens what no terminal shows", async () => {
  const engine = engineOf(
    analysisOf({}, { findings: [findingOf({ summary: "word ".repeat(100) })] }),
  );
  const run = await scout("", ["cves", "x"], { engine, environment: { COLUMNS: "100" } });
  expect(run.stdout).toMatch(/^.{95,100}$/m);
});

describe("standard output", () => {
  test("whose reader has gone is no error, and the exit code holds", async () => {
    const args = ["cves", "--exit-code", target];
    const run = await scout(workspace.folder, args, { stdout: failingStream("EPIPE") });
    expect(run).toMatchObject({ code: 2, stderr: "" });
  });

  test("whose reader has gone is no error of help", async () => {
    const run = await scout("", ["--help"], { stdout: failingStream("EPIPE") });
    expect(run).toMatchObject({ code: 0, stderr: "" });
  });

  test("that can't be written is one", async () => {
    const run = await scout(workspace.folder, ["sbom", target], {
      stdout: failingStream("ENOSPC"),
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("can't be written to standard output (ENOSPC)");
  });
});

describe("an interruption", () => {
  test.each([["cves"], ["sbom"]])("ends %s with 130 and no result", async (command) => {
    const run = await scout(workspace.folder, [command, "--no-cache", target], {
      signal: AbortSignal.abort(),
    });
    expect(run).toEqual({ code: 130, stdout: "", stderr: "scout: Interrupted.\n" });
  });

  test("ends the reading of a folder", async () => {
    const run = await scout(workspace.folder, ["sbom", `fs://${workspace.folder}`], {
      signal: AbortSignal.abort(),
    });
    expect(run.code).toBe(130);
  });
});

describe("the program itself", () => {
  /** As a shell finds it: the file is run by its first line, with this Node.js first in the path. */
  function surroundings() {
    const { folder } = workspace;
    return {
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      HOME: folder,
      XDG_CACHE_HOME: folder,
      SCOUT_ADVISORIES: `${folder}/advisories`,
    };
  }

  test("analyses by its first line, and tells findings by its exit code", async () => {
    const args = ["cves", "--exit-code", "--format", "json", target];
    const run = promisify(execFile)(PROGRAM, args, { env: surroundings() });
    await expect(run).rejects.toMatchObject({ code: 2, stderr: "" });
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    expect(JSON.parse(stdout)).toMatchObject({ counts: { high: 2 }, packageCount: 3 });
  });

  test("ends quietly when its reader has gone", async () => {
    const child = spawn(PROGRAM, ["sbom", "--format", "json", target], { env: surroundings() });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (text: Buffer) => (said += text.toString()));
    expect(await once(child, "close")).toEqual([0, null]);
    expect(said).toBe("");
  });

  test("ends by Ctrl+C with 130", async () => {
    // A registry that accepts and never answers keeps it busy.
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const child = spawn(PROGRAM, ["sbom", `registry://127.0.0.1:${port}/x:1`], {
      env: surroundings(),
    });
    const [socket] = (await once(server, "connection")) as [Socket];
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
    socket.destroy();
    server.close();
  });
});
