import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Image } from "../../core/contract/image.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Of a package of the demo image that the starter set does not name. */
const RECORD = {
  schema_version: "1.6.0",
  id: "TEST-2026-1",
  aliases: ["CVE-2099-0002"],
  modified: "2026-11-20T00:00:00Z",
  summary: "Counts the wrong milliseconds",
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
  affected: [
    {
      package: { ecosystem: "npm", name: "ms" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "2.2.0" }] }],
    },
  ],
};

let directory: string;
let local: LocalModeProcess;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "built-advisories-"));
  const record = path.join(directory, "record.json");
  writeFileSync(record, JSON.stringify(RECORD));
  await promisify(execFile)(process.execPath, [
    path.join(root, "bin/advisories.ts"),
    "--output",
    path.join(directory, "state/advisories"),
    record,
  ]);
  local = await startLocalModeProcess(path.join(directory, "state"), ["--fresh"]);
});
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

test("advisories that were built here survive --fresh and are what images are matched against", async () => {
  const npm = async () => {
    const answer = await local.get("/organizations/demo/images?repository=demo/shop");
    const [image] = ((await answer.json()) as { items: Image[] }).items;
    return image?.assessed?.find(({ ecosystem }) => ecosystem === "npm");
  };
  await until("the demo image is matched against them", async () => {
    return (await npm())?.coverage === "full";
  });
  expect(await npm()).toMatchObject({ asOf: "2026-11-20T00:00:00.000Z" });
  const found = await local.get("/organizations/demo/vulnerabilities?id=CVE-2099-0002");
  expect(await found.json()).toMatchObject({
    items: [{ severity: "critical", packages: [{ name: "ms", fixedVersion: "2.2.0" }] }],
  });
  expect(local.output()).toContain("Using your advisories for npm, as of 2026-11-20.");
});
