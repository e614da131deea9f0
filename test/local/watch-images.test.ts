import { expect, test } from "@jest/globals";
import type { ApiImage } from "../../local/image-summary.ts";
import { watchImages } from "../../local/watch-images.ts";

const image = (imageId: string, state: string): ApiImage => ({
  imageId,
  repository: "team/web",
  tags: [],
  digest: "sha256:1",
  platform: null,
  state,
  stateReason: null,
  analyzedAt: state === "analyzed" ? "2026-11-21T12:00:00.000Z" : null,
  distribution: null,
  packageCount: null,
  assessed: null,
  vulnerabilities: null,
});
const page = (second: number, ...items: ApiImage[]) => ({
  items,
  asOf: `2026-11-21T12:00:0${second}.000Z`,
});

/** What a watch tells while the API answers with these pages, one after the other. */
async function told(...pages: readonly object[]): Promise<string[]> {
  const results: string[] = [];
  const left = [...pages];
  let done: () => void = () => undefined;
  const exhausted = new Promise<void>((resolve) => {
    done = resolve;
  });
  const watch = await watchImages({
    api: {
      get() {
        const next = left.shift();
        if (left.length === 0) done();
        return Promise.resolve(next ?? pages.at(-1));
      },
      post: () => Promise.resolve(undefined),
      patch: () => Promise.resolve(undefined),
      delete: () => Promise.resolve(undefined),
    },
    organization: "demo",
    onResult: ({ imageId, state }) => results.push(`${imageId} ${state}`),
    onError: (error) => results.push(String(error)),
    pollMilliseconds: 1,
  });
  await exhausted;
  await watch.close();
  return results;
}

test("each image is told once for each final state, what was there before is not", async () => {
  const before = image("old", "analyzed");
  expect(
    await told(
      page(0, before),
      page(1, image("new", "queued"), before),
      page(2, image("new", "analyzed"), before),
      page(3, image("new", "analyzed"), before),
      page(4, image("new", "failed"), before),
    ),
  ).toEqual(["new analyzed", "new failed"]);
});

test("an instance of the API that is behind the others makes nobody tell a result again", async () => {
  const analyzed = page(2, image("new", "analyzed"));
  expect(
    await told({ items: [], asOf: null }, analyzed, page(1, image("new", "queued")), analyzed),
  ).toEqual(["new analyzed"]);
});
