#!/usr/bin/env node
/**
 * Documents that this product gives to other programs, read by validators of other people: the
 * OpenAPI document, and an image's bill of materials in SPDX.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startLocalModeProcess, until } from "../fixtures/local-mode-process.ts";
import { startChecks } from "./checks.ts";

const run = promisify(execFile);
const commands = process.argv[2] ?? "";
const work = mkdtempSync(path.join(tmpdir(), "documents-"));
const local = await startLocalModeProcess(path.join(work, "state"));
const { check, finish } = startChecks();

/** Writes an answer of the API to a file. */
async function save(to: string, name: string): Promise<string> {
  const response = await local.get(to);
  if (!response.ok) throw new Error(`${to}: ${response.status} ${await response.text()}`);
  const file = path.join(work, name);
  writeFileSync(file, await response.text());
  return file;
}

async function demoImageId(): Promise<string> {
  let id: string | undefined;
  await until("the demo image is analysed", async () => {
    const answer = await local.get("/organizations/demo/images?state=analyzed");
    id = ((await answer.json()) as { items: { imageId: string }[] }).items[0]?.imageId;
    return id !== undefined;
  });
  return id ?? "";
}

try {
  await check("the OpenAPI document is valid", async () => {
    const file = await save("/openapi.json", "openapi.json");
    await run(path.join(commands, "openapi-spec-validator"), [file]);
  });
  const image = `/organizations/demo/images/${await demoImageId()}`;
  await check("an image's SPDX document is valid", async () => {
    const file = await save(`${image}/sbom?format=spdx`, "demo.spdx.json");
    await run(path.join(commands, "pyspdxtools"), ["--infile", file, "--version", "SPDX-2.3"]);
    const find = "import lib4sbom, pathlib; print(pathlib.Path(lib4sbom.__file__).parent)";
    const { stdout } = await run(path.join(commands, "python"), ["-c", find]);
    const schema = path.join(stdout.trim(), "schemas/spdx/2.3-schema.json");
    await run(path.join(commands, "check-jsonschema"), ["--schemafile", schema, file]);
  });
} finally {
  await local.stop("SIGTERM");
  rmSync(work, { recursive: true, force: true });
}
finish();
