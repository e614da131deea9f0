import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildImage, buildIndex } from "../fixtures/image-builder.ts";
import { npmPackage, writeLayout } from "./images.ts";
import { makeWorkspace, scout } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let index: string;
let single: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  const members = [
    ["linux/arm64", "1.0.0"],
    ["linux/amd64", "2.0.0"],
    ["linux/arm/v7", "3.0.0"],
  ].map(([platform = "", version = ""]) => {
    const [os, architecture, variant] = platform.split("/");
    const config = { os, architecture, variant };
    return { platform, image: buildImage({ layers: [[npmPackage("own", version)]], config }) };
  });
  index = await writeLayout(workspace.folder, "index", buildIndex(members));
  single = await writeLayout(
    workspace.folder,
    "single",
    buildImage({ layers: [[npmPackage("own", "1.0.0")]], config: { architecture: "arm64" } }),
  );
});
afterAll(() => workspace.remove());

test.each([
  [[], "linux/amd64", "2.0.0"],
  [["--platform", "linux/arm64"], "linux/arm64", "1.0.0"],
  [["--platform", "linux/arm64/v8"], "linux/arm64", "1.0.0"],
  [["--platform", "aarch64"], "linux/arm64", "1.0.0"],
  [["--platform", "linux/arm"], "linux/arm/v7", "3.0.0"],
])("of an index, %j is %s", async (options, platform, version) => {
  const run = await scout(workspace.folder, ["sbom", ...options, index]);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain(`  Platform      ${platform}\n`);
  expect(run.stdout).toContain(`  own   ${version}    npm   0\n`);
});

test("a platform that an index does not have names those that it has", async () => {
  const run = await scout(workspace.folder, ["sbom", "--platform", "windows/amd64", index]);
  expect(run).toMatchObject({
    code: 1,
    stderr:
      "scout: The index has no image for windows/amd64. It has: linux/arm64, linux/amd64, linux/arm/v7.\n",
  });
});

test("a single image is taken for its own platform only", async () => {
  const right = await scout(workspace.folder, ["sbom", "--platform", "linux/arm64", single]);
  expect(right.code).toBe(0);
  const wrong = await scout(workspace.folder, ["sbom", "--platform", "linux/amd64", single]);
  expect(wrong).toMatchObject({
    code: 1,
    stderr: `scout: ${single}:1.0 has no image for linux/amd64. It is one image, for linux/arm64.\n`,
  });
  expect((await scout(workspace.folder, ["sbom", single])).code).toBe(0);
});

test("a folder has no platform to choose", async () => {
  const args = ["sbom", "--platform", "linux/amd64", `fs://${workspace.folder}`];
  const run = await scout(workspace.folder, args);
  expect(run).toMatchObject({
    code: 1,
    stderr: "scout: A folder has no platform. Leave out --platform with fs://.\n",
  });
});
