import { describe, expect, test } from "@jest/globals";
import { latestImage, latestImages } from "../../../core/images/latest-image.ts";
import type { ListedImage } from "../../../core/images/registry-access.ts";
import {
  DOCKER_CONFIG,
  DOCKER_MANIFEST,
  OCI_ARTIFACT_MANIFEST,
  OCI_CONFIG,
  OCI_INDEX,
} from "../../../core/oci/media-types.ts";
import { digestOf } from "../../fixtures/fake-registry.ts";
import { listedImage } from "../../fixtures/listed-registries.ts";

/** An image that was pushed in this second. */
function at(name: string, second: number, more: Partial<ListedImage> = {}): ListedImage {
  return listedImage(name, {
    pushedAt: new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString(),
    ...more,
  });
}

async function* pagesOf(...images: readonly ListedImage[]) {
  for (const image of images) yield await Promise.resolve([image]);
}

const COSIGN = `sha256-${"a".repeat(64)}.sig`;

describe("the latest image of a repository", () => {
  test.each<[string, readonly ListedImage[], string | undefined]>([
    ["of none", [], undefined],
    ["was pushed last, in whatever order they come", [at("b", 2), at("c", 3), at("a", 1)], "c"],
    ["has a tag, where there is one", [at("a", 1), at("untagged", 9, { tags: [] })], "a"],
    ["has none, where there is none", [at("a", 1, { tags: [] }), at("b", 2, { tags: [] })], "b"],
    ["may be an index", [at("a", 1), at("index", 2, { manifestMediaType: OCI_INDEX })], "index"],
    [
      "is the index of the same second",
      [at("index", 1, { manifestMediaType: OCI_INDEX }), at("a", 1)],
      "index",
    ],
    [
      "may be Docker's",
      [at("a", 1, { manifestMediaType: DOCKER_MANIFEST, artifactMediaType: DOCKER_CONFIG })],
      "a",
    ],
    ["may tell its config", [at("a", 1, { artifactMediaType: OCI_CONFIG })], "a"],
    ["is not in cold storage", [at("a", 1), at("cold", 2, { pullable: false })], "a"],
    [
      "is no chart",
      [
        at("a", 1),
        at("chart", 2, { artifactMediaType: "application/vnd.cncf.helm.config.v1+json" }),
      ],
      "a",
    ],
    ["is no artifact", [at("a", 1), at("b", 2, { manifestMediaType: OCI_ARTIFACT_MANIFEST })], "a"],
    ["refers to nothing", [at("a", 1), at("sbom", 2, { subjectDigest: digestOf("a") })], "a"],
    ["is no signature", [at("a", 1), at("signature", 2, { tags: [COSIGN] })], "a"],
    [
      "is a signature's only by all of its tags",
      [at("a", 1), at("b", 2, { tags: [COSIGN, "v1"] })],
      "b",
    ],
  ])("%s", async (_, images, expected) => {
    const latest = await latestImage(pagesOf(...images));
    expect(latest?.digest).toBe(expected === undefined ? undefined : digestOf(expected));
  });

  test.each([
    [1, ["e"]],
    [3, ["e", "d", "b"]],
    [9, ["e", "d", "b", "a"]],
  ])("are several, where %d are asked for, the latest first", async (count, expected) => {
    const images = [at("b", 2), at("c", 9, { tags: [] }), at("e", 5), at("a", 1), at("d", 4)];
    const latest = await latestImages(pagesOf(...images), count);
    expect(latest.map(({ digest }) => digest)).toEqual(expected.map(digestOf));
  });

  test("of several is one, where none has a tag", async () => {
    const untagged = ["a", "b"].map((name, index) => at(name, index, { tags: [] }));
    expect(await latestImages(pagesOf(...untagged), 5)).toMatchObject([{ digest: digestOf("b") }]);
  });

  test("of unknown times is the same each time", async () => {
    const timeless = ["a", "b", "c"].map((name) => {
      const { pushedAt: _, ...image } = listedImage(name);
      return image;
    });
    const first = await latestImage(pagesOf(...timeless));
    expect(await latestImage(pagesOf(...timeless.reverse()))).toEqual(first);
  });
});
