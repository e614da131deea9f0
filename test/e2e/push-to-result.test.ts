import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BatchDeleteImageCommand, ECRClient } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Image } from "../../core/contract/image.ts";
import { pushImage } from "../../local/push-image.ts";
import {
  buildImage,
  buildIndex,
  type BuiltImage,
  type Compression,
} from "../fixtures/image-builder.ts";
import {
  startLocalModeProcess,
  until,
  type LocalModeProcess,
} from "../fixtures/local-mode-process.ts";
import { pushable } from "../fixtures/pushable-image.ts";

let directory: string;
let local: LocalModeProcess;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "local-mode-"));
  local = await startLocalModeProcess(directory, ["--no-demo"]);
});
afterAll(async () => {
  await local.stop("SIGTERM");
  rmSync(directory, { recursive: true, force: true });
});

/** An image of one npm package; its version makes the image another one. */
function imageOf(name: string, version: string, compression: Compression = "gzip"): BuiltImage {
  const packageJson = JSON.stringify({ name, version });
  return buildImage({
    compression,
    layers: [
      [{ path: "etc/os-release", content: "ID=debian\nVERSION_ID=12\n" }],
      [{ path: `app/node_modules/${name}/package.json`, content: packageJson }],
    ],
  });
}

async function push(repository: string, tag: string, image: BuiltImage): Promise<void> {
  for (const part of pushable(image)) {
    await pushImage(local.registry, repository, part.tag ?? tag, part.image);
  }
}

async function images(repository: string): Promise<readonly Image[]> {
  const response = await local.get(`/organizations/demo/images?repository=${repository}`);
  return ((await response.json()) as { items: Image[] }).items;
}

async function waitFor(
  repository: string,
  holds: (images: readonly Image[]) => boolean,
): Promise<readonly Image[]> {
  let last: readonly Image[] = [];
  await until(`the images of ${repository}`, async () => {
    last = await images(repository);
    return holds(last);
  });
  return last;
}

const allAnalysed = (count: number) => (found: readonly Image[]) =>
  found.length === count && found.every(({ state }) => state === "analyzed");

describe("a pushed image", () => {
  test.each(["gzip", "zstd", "none"] as const)(
    "with %s layers is analysed and shown",
    async (compression) => {
      const repository = `layers/${compression}`;
      const image = imageOf("lodash", "4.17.15", compression);
      await push(repository, "1.0", image);
      const [shown] = await waitFor(repository, allAnalysed(1));
      expect(shown).toMatchObject({
        repository,
        registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
        tags: ["1.0"],
        digest: image.manifest.digest,
        indexDigest: null,
        platform: "linux/amd64",
        packageCount: 1,
        vulnerabilities: { critical: 0, high: 1 },
      });
      expect(shown?.assessed).toMatchObject([{ ecosystem: "npm", coverage: "starter" }]);
      const id = shown?.imageId ?? "";
      const read = () => local.get(`/organizations/demo/images/${id}/packages`);
      // Another instance of the function may still be fetching the read model that listed it.
      await until("its packages", async () => (await read()).ok);
      expect(await (await read()).json()).toMatchObject({
        items: [
          {
            purl: "pkg:npm/lodash@4.17.15",
            locations: [{ path: "app/node_modules/lodash/package.json", layer: 1 }],
          },
        ],
      });
      await until("the terminal shows it with its link", () =>
        Promise.resolve(
          local.output().includes(`${repository}:1.0`) && local.output().includes(`/images/${id}`),
        ),
      );
    },
  );

  test("of several platforms is one image a platform, under the index's tag", async () => {
    const amd64 = imageOf("minimist", "1.2.5");
    const arm64 = imageOf("minimist", "1.2.8");
    const index = buildIndex([
      { image: amd64, platform: "linux/amd64" },
      { image: arm64, platform: "linux/arm64" },
    ]);
    await push("platforms/app", "2.0", index);
    const found = await waitFor("platforms/app", (shown) => {
      return allAnalysed(2)(shown) && shown.every(({ tags }) => tags.includes("2.0"));
    });
    expect(new Set(found.map(({ digest }) => digest))).toEqual(
      new Set([amd64.manifest.digest, arm64.manifest.digest]),
    );
    expect(found.every(({ indexDigest }) => indexDigest === index.manifest.digest)).toBe(true);
  });

  test("takes the tag from the one that had it", async () => {
    const first = imageOf("axios", "0.21.0");
    const second = imageOf("axios", "0.21.4");
    await push("moving/tag", "latest", first);
    await waitFor("moving/tag", allAnalysed(1));
    await push("moving/tag", "latest", second);
    const found = await waitFor("moving/tag", (shown) => {
      const tags = new Map(shown.map((image) => [image.digest, image.tags]));
      return (
        allAnalysed(2)(shown) &&
        tags.get(first.manifest.digest)?.length === 0 &&
        tags.get(second.manifest.digest)?.[0] === "latest"
      );
    });
    expect(found).toHaveLength(2);
  });

  test("that can't be read says why and what to do", async () => {
    const broken = buildImage({ layers: [{ blob: Buffer.from("no gzip"), compression: "gzip" }] });
    await push("broken/layer", "1", broken);
    const [shown] = await waitFor("broken/layer", (found) => found[0]?.state === "failed");
    expect(shown?.stateReason).toMatch(/layer|gzip/i);
    expect(shown?.vulnerabilities).toBeNull();
  });

  test("leaves when it is deleted, and comes back when it is pushed again", async () => {
    const image = imageOf("ws", "7.4.5");
    await push("short/lived", "1", image);
    await waitFor("short/lived", allAnalysed(1));
    const ecr = new ECRClient({
      endpoint: local.awsEndpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "AKIALOCAL222222222222", secretAccessKey: "local-mode" },
    });
    await ecr.send(
      new BatchDeleteImageCommand({
        repositoryName: "short/lived",
        imageIds: [{ imageDigest: image.manifest.digest }],
      }),
    );
    await waitFor("short/lived", (found) => found.every(({ state }) => state === "deleted"));
    await push("short/lived", "1", image);
    const [again] = await waitFor("short/lived", allAnalysed(1));
    expect(again?.tags).toEqual(["1"]);
  });
});

test("everything survives a kill at any moment", async () => {
  const image = imageOf("express", "4.17.1");
  await push("survivor/app", "1", image);
  await local.stop("SIGKILL");
  local = await startLocalModeProcess(directory, ["--no-demo"]);
  const [shown] = await waitFor("survivor/app", allAnalysed(1));
  expect(shown?.digest).toBe(image.manifest.digest);
  expect(await images("layers/gzip")).toHaveLength(1);
}, 240_000);
