import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Inventory } from "../../core/contract/inventory.ts";
import { buildImage } from "../fixtures/image-builder.ts";
import { file } from "../fixtures/image-builder-tar.ts";
import { analysisOf, engineOf, packageOf } from "./analyses.ts";
import { npmPackage, shopImage, writeLayout } from "./images.ts";
import { makeWorkspace, scout, stable } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let target: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  target = await writeLayout(workspace.folder, "shop", shopImage());
});
afterAll(() => workspace.remove());

test("for people", async () => {
  const run = await scout(workspace.folder, ["sbom", target]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(stable(run.stdout, workspace.folder)).toBe(`
  ## Overview

  Target        oci-dir:///w/shop:1.0
  Digest
    sha256:…
  Platform      linux/amd64
  Distribution  Alpine Linux v3.18
  Size          6.1 kB in 2 layers
  Packages      3

  ## Packages

  Name         Version   Type  Layer
  musl         1.2.4-r0  apk   0
  @babel/core  7.20.0    npm   1
  lodash       4.17.15   npm   1

`);
});

test("JSON is the inventory", async () => {
  const run = await scout(workspace.folder, ["sbom", "--format", "json", target]);
  const document = JSON.parse(run.stdout) as unknown;
  expect(Inventory.parse(document)).toEqual(document);
  expect(document).toMatchObject({
    distribution: { id: "alpine" },
    layers: [{ packageCount: 1 }, { packageCount: 2 }],
    packages: [{ name: "musl" }, { namespace: "@babel", name: "core" }, { name: "lodash" }],
  });
});

test.each([
  ["npm", ["core", "lodash"]],
  ["npm,apk", ["musl", "core", "lodash"]],
  ["deb", []],
])("--only-package-type %s", async (types, names) => {
  const args = ["sbom", "--format", "json", "--only-package-type", types, target];
  const { packages } = Inventory.parse(JSON.parse((await scout(workspace.folder, args)).stdout));
  expect(packages.map(({ name }) => name)).toEqual(names);
});

test("a type that the image has none of leaves the counts of the overview", async () => {
  const run = await scout(workspace.folder, ["sbom", "--only-package-type", "deb", target]);
  expect(run.stdout).toContain("  Packages      3\n");
  expect(run.stdout).toContain("  None of 3 packages passes the filter.\n");
});

test("names are those of their ecosystems", async () => {
  const packages = [
    packageOf({ type: "deb", namespace: "debian", name: "openssl" }),
    packageOf({ type: "golang", namespace: "github.com/gin-gonic", name: "gin" }),
    packageOf({ type: "maven", namespace: "org.apache.logging.log4j", name: "log4j-core" }),
    packageOf({ type: "npm", namespace: "@babel", name: "core" }),
  ];
  const engine = engineOf(analysisOf({ packages }));
  const run = await scout(workspace.folder, ["sbom", "app:1"], { engine });
  expect(run.stdout).toContain(`
  Name                                 Version  Type    Layer
  openssl                              4.17.15  deb     0
  github.com/gin-gonic/gin             4.17.15  golang  0
  org.apache.logging.log4j:log4j-core  4.17.15  maven   0
  @babel/core                          4.17.15  npm     0
`);
});

test("a folder has no layers, and its size is that of its files", async () => {
  const root = join(workspace.folder, "root");
  await mkdir(join(root, "app/node_modules/lodash"), { recursive: true });
  await writeFile(
    join(root, "app/node_modules/lodash/package.json"),
    '{"name":"lodash","version":"4.17.15"}',
  );
  const run = await scout(workspace.folder, ["sbom", `fs://${root}`]);
  expect(stable(run.stdout, workspace.folder)).toBe(`
  ## Overview

  Target        fs:///w/root
  Distribution  none found
  Size          37 B of files
  Packages      1

  ## Packages

  Name    Version  Type
  lodash  4.17.15  npm

`);
});

test("--output writes to a file, without colours, and leaves standard output empty", async () => {
  const path = join(workspace.folder, "sbom.txt");
  const run = await scout(workspace.folder, ["sbom", "-o", path, target], {
    columns: 120,
    environment: { FORCE_COLOR: "1" },
  });
  expect(run).toMatchObject({ code: 0, stdout: "" });
  expect(run.stderr).toMatch(/Written to .*\n$/s);
  const text = await readFile(path, "utf8");
  expect(text).toContain("  lodash       4.17.15   npm   1\n");
  expect(text).not.toContain("\u001b");
});

test("what could not be read is listed, and counted by cves", async () => {
  const broken = await writeLayout(
    workspace.folder,
    "broken",
    buildImage({
      layers: [[npmPackage("lodash", "4.17.21"), file("app/node_modules/x/package.json", "{")]],
    }),
  );
  const sbom = await scout(workspace.folder, ["sbom", broken]);
  expect(sbom.stdout).toMatch(
    /## Warnings\n\n {2}1 thing was not read as it should be, so packages may be missing:\n {4}! .*app\/node_modules\/x\/package\.json/,
  );
  const cves = await scout(workspace.folder, ["cves", broken]);
  expect(stable(cves.stdout, workspace.folder)).toContain(
    "  ! 1 thing was not read as it should be, so packages may be missing. They are\n    listed by:\n      scout sbom oci-dir:///w/broken\n",
  );
});
