import { mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownFolder } from "../../../lambdas/runtime/own-folder.ts";

test("folders of other processes go, those of this process and of others' names stay", () => {
  const work = join(mkdtempSync(join(tmpdir(), "work-")), "new");
  for (const name of [`models-${process.pid}-7`, "models-1-0", "models-1-3", "advisories-1-0"]) {
    mkdirSync(join(work, name), { recursive: true });
  }
  const own = ownFolder(work, "models");
  expect(basename(own)).toMatch(new RegExp(`^models-${process.pid}-\\d+$`));
  expect(readdirSync(work).sort()).toEqual(["advisories-1-0", `models-${process.pid}-7`].sort());
});
