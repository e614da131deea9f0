import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { buildImage, storedManifest } from "../fixtures/image-builder.ts";
import { tarLayer } from "../fixtures/image-builder-tar.ts";
import { shopImage, writeLayout } from "./images.ts";
import { makeWorkspace, scout } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
  const { folder } = workspace;
  await writeLayout(folder, "shop", shopImage());
  await writeFile(join(folder, "empty.tar"), tarLayer([]));
  const several = ["1.0", "2.0"].map((tag) => ({
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: `sha256:${(tag[0] ?? "").repeat(64)}`,
    size: 1,
    annotations: { "org.opencontainers.image.ref.name": tag },
  }));
  await writeLayout(folder, "several", shopImage());
  await writeFile(
    join(folder, "several", "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests: several }),
  );
  await mkdir(join(folder, "bare"));
  const empty = buildImage({ layers: [] });
  const chart = storedManifest("application/vnd.oci.image.manifest.v1+json", {
    config: {
      mediaType: "application/vnd.cncf.helm.config.v1+json",
      digest: empty.manifest.digest,
      size: 2,
    },
    layers: [],
  });
  await writeLayout(folder, "chart", {
    ...empty,
    manifest: chart,
    manifests: new Map([[chart.digest, chart]]),
  });
});
afterAll(() => workspace.remove());

describe("a target that can't be read exits with 1 and says why", () => {
  test.each([
    ["oci-dir:///w/none:1", "There is no folder /w/none. Check the path;"],
    ["oci-dir:///w/bare", "/w/bare is no OCI image layout: it has no oci-layout."],
    [
      "oci-dir:///w/empty.tar",
      "is a file, no folder with an OCI layout. Did you mean archive:///w/empty.tar?",
    ],
    ["oci-dir:///w/shop:2.0", '/w/shop has no image named "2.0". It has: 1.0.'],
    ["oci-dir:///w/several", "/w/several has several images: 1.0, 2.0. Say which one"],
    ["oci-dir:///w/chart", "is no container image but a Helm chart"],
    ["archive:///w/none.tar", "There is no file /w/none.tar."],
    ["archive:///w/empty.tar", "/w/empty.tar is a tar file, and no image"],
    ["archive:///w/shop", "/w/shop is a folder, no archive. Did you mean oci-dir:///w/shop?"],
    ["fs:///w/none", "There is no folder /w/none."],
    [
      "fs:///w/empty.tar",
      "/w/empty.tar is a file, no folder. Did you mean archive:///w/empty.tar?",
    ],
    ["sbom://x", "sbom:// is no kind of target."],
    ["UPPER:1", '"UPPER:1" is no image reference: "UPPER" has upper-case letters.'],
    [
      "registry://127.0.0.1:1/x:1",
      "127.0.0.1:1 could not be read for the manifest x:1 (ECONNREFUSED).",
    ],
  ])("%s", async (text, message) => {
    const target = text.replace("/w/", `${workspace.folder}/`);
    const run = await scout(workspace.folder, ["sbom", target]);
    expect(run.code).toBe(1);
    expect(run.stdout).toBe("");
    const said = run.stderr.replaceAll(workspace.folder, "/w");
    expect(said).toContain(message);
    expect(said).toMatch(/^scout: .*\n$/);
  });
});

describe("wrong options exit with 1 and say what is right", () => {
  test.each([
    [["nonsense"], "unknown command 'nonsense'"],
    [["cvse"], "(Did you mean cves?)"],
    [["cves"], "missing required argument 'target'"],
    [["cves", "a", "b"], "too many arguments"],
    [["cves", "--nope", "x"], "unknown option '--nope'"],
    [
      ["cves", "--only-severity", "bad", "x"],
      "Allowed are critical, high, medium, low, unspecified",
    ],
    [["cves", "--only-severity", "high,", "x"], "Allowed are critical"],
    [["cves", "--only-package", "a,,b", "x"], "Separate names by commas."],
    [
      ["cves", "--only-fixed", "--only-unfixed", "x"],
      "cannot be used with option '--only-unfixed'",
    ],
    [["cves", "--format", "xml", "x"], "Allowed choices are text, json."],
    [["sbom", "--only-package-type", "rpm", "x"], "Allowed are deb, apk, npm, pypi, golang, maven"],
    [["sbom", "--platform", "a/b/c/d", "x"], "Write os/architecture[/variant]"],
  ])("%j", async (args, message) => {
    const run = await scout(workspace.folder, args);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toMatch(/^scout: /);
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain("--help");
  });
});

test.each([
  ["/none/there/x.json", "there is no folder /none/there"],
  [".", "is a folder. Name a file"],
])("--output %s is refused before anything is read", async (path, message) => {
  const run = await scout(workspace.folder, ["sbom", "--output", path, "oci-dir:///none"]);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain(message);
});

test("--advisories without databases is refused, with the command that makes them", async () => {
  const empty = join(workspace.folder, "bare");
  const args = ["cves", "--advisories", empty, `oci-dir://${workspace.folder}/shop`];
  const run = await scout(workspace.folder, args);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toContain(
    `holds no advisory databases. Build them there: npm run advisories -- --output ${empty} --sync\n`,
  );
});

test("a starter set that has no place is an error, with the variable that gives it one", async () => {
  const environment = { SCOUT_ADVISORIES: join(workspace.folder, "empty.tar", "x") };
  const args = ["cves", `oci-dir://${workspace.folder}/shop`];
  const run = await scout(workspace.folder, args, { environment });
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toMatch(/can't be kept in .*x \(ENOTDIR\)\. Set SCOUT_ADVISORIES to/);
});

test("a defect of ours is named as one, with its place", async () => {
  const engine = (): Promise<never> => Promise.reject(new TypeError("x is undefined"));
  const run = await scout(workspace.folder, ["sbom", "x"], { engine });
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(
    /^scout: This should not have happened: x is undefined \(TypeError at .*\)\n$/,
  );
});

describe("help", () => {
  test.each([[[]], [["help"]], [["--help"]], [["-h"]]])("%j", async (args) => {
    const run = await scout(workspace.folder, args);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    for (const part of ["Usage: scout", "cves", "sbom", "Targets:", "Examples:", "Exit codes:"]) {
      expect(run.stdout).toContain(part);
    }
  });

  test.each(["cves", "sbom"])("of %s has examples, and fits 80 columns", async (command) => {
    const [asOption, asCommand, all] = await Promise.all(
      [[command, "--help"], ["help", command], ["--help"]].map((args) =>
        scout(workspace.folder, args),
      ),
    );
    expect(asOption?.code).toBe(0);
    expect(asOption?.stdout).toContain(`scout ${command} my-app:1.0`);
    expect(asCommand?.stdout).toBe(asOption?.stdout);
    for (const line of `${asOption?.stdout ?? ""}${all?.stdout ?? ""}`.split("\n")) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  test("needs no engine", async () => {
    const engine = (): Promise<never> => Promise.reject(new Error("the engine was loaded"));
    expect((await scout("", ["--version"], { engine })).stdout).toBe("1.2.3\n");
    expect((await scout("", ["cves", "--help"], { engine })).code).toBe(0);
    expect((await scout("", ["cves"], { engine })).stderr).not.toContain("loaded");
  });
});
