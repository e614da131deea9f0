import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { CycloneDxDocument } from "../../core/formats/cyclonedx-document.ts";
import type { SpdxDocument } from "../../core/formats/spdx-document.ts";
import { breachesOf } from "../core/formats/spdx-rules.ts";
import { imageOf, knowing, startService } from "./fake-service.ts";
import { shopImage, writeLayout } from "./images.ts";
import { makeWorkspace, scout } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let target: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  target = await writeLayout(workspace.folder, "shop", shopImage());
});
afterAll(() => workspace.remove());

async function sbom(...args: string[]): Promise<string> {
  const run = await scout(workspace.folder, ["sbom", ...args]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  return run.stdout;
}

test("CycloneDX is valid, and has everything that was found", async () => {
  const text = await sbom("--format", "cyclonedx", target);
  expect(await new JsonStrictValidator(Version.v1dot6).validate(text)).toBeNull();
  const { metadata, components } = JSON.parse(text) as CycloneDxDocument;
  expect(metadata).toMatchObject({
    timestamp: "2026-11-21T12:00:00.000Z",
    component: { type: "container", name: `${target}:1.0` },
  });
  expect(components.map(({ name }) => name)).toEqual(["alpine", "musl", "core", "lodash"]);
});

test("SPDX is valid, and has everything that was found", async () => {
  const document = JSON.parse(await sbom("--format", "spdx", target)) as SpdxDocument;
  expect(breachesOf(document)).toEqual([]);
  expect(document.packages.map(({ name }) => name)).toEqual([
    `${target}:1.0`,
    "alpine",
    "musl",
    "@babel/core",
    "lodash",
  ]);
});

test.each(["cyclonedx", "spdx"])("%s of the same image has the same bytes", async (format) => {
  expect(await sbom("--format", format, target)).toBe(await sbom("--format", format, target));
});

test("a filter leaves out the other packages, which makes another document", async () => {
  const all = JSON.parse(await sbom("--format", "cyclonedx", target)) as CycloneDxDocument;
  const args = ["--format", "cyclonedx", "--only-package-type", "apk", target];
  const some = JSON.parse(await sbom(...args)) as CycloneDxDocument;
  expect(some.components.map(({ name }) => name)).toEqual(["alpine", "musl"]);
  expect(some.serialNumber).not.toBe(all.serialNumber);
});

test("text is another word for the list", async () => {
  expect(await sbom("--format", "text", target)).toBe(await sbom("--format", "list", target));
});

test("a file of --output is the document", async () => {
  const path = join(workspace.folder, "sbom.spdx.json");
  const run = await scout(workspace.folder, ["sbom", "--format", "spdx", "-o", path, target]);
  expect(run).toMatchObject({ code: 0, stdout: "" });
  expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ spdxVersion: "SPDX-2.3" });
});

test("of the service's image it tells where that is kept, and when it was analysed", async () => {
  const image = imageOf();
  const service = await startService(knowing(image));
  try {
    const { environment } = service;
    const args = ["sbom", "--format", "cyclonedx", "team/app:1.0"];
    const { stdout } = await scout(workspace.folder, args, { environment });
    expect(JSON.parse(stdout)).toMatchObject({
      metadata: {
        timestamp: image.analyzedAt,
        component: {
          name: `${image.registry}/team/app`,
          purl: `pkg:oci/app@${image.digest}?arch=amd64&repository_url=222222222222.dkr.ecr.us-east-1.amazonaws.com%2Fteam%2Fapp&tag=1.0`,
        },
      },
    });
  } finally {
    await service.close();
  }
});

test("an unknown format is refused with those that there are", async () => {
  const run = await scout(workspace.folder, ["sbom", "--format", "xml", target]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toContain("Allowed choices are list, json, cyclonedx, spdx, text.");
});
