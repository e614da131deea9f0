import { expect, test } from "@jest/globals";
import type { AnalysisRun } from "../../../core/images/port.ts";
import { entryOf } from "../../adapters/sqlite/entries.ts";
import { createApiFixture } from "./api-fixture.ts";

const PUSHED: AnalysisRun = {
  cause: "push",
  requestedAt: "2026-05-01T11:00:00.000Z",
  startedAt: "2026-05-01T11:00:01.000Z",
  finishedAt: "2026-05-01T11:00:02.000Z",
  outcome: "failed",
  reason: "The registry refused.",
  analyzerVersion: "1",
};
const RETRIED: AnalysisRun = {
  cause: "retry",
  requestedAt: "2026-05-01T11:30:00.000Z",
  startedAt: "2026-05-01T11:30:01.000Z",
  outcome: "analyzed",
  analyzerVersion: "1",
  packageCount: 0,
  vulnerabilities: { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 },
};
const image = entryOf(1, []);
const path = `/v1/organizations/demo/images/${image.image.imageId}/analyses`;

async function analysesOf(analyses: readonly AnalysisRun[] | undefined): Promise<unknown> {
  const api = await createApiFixture((dependencies) => ({
    ...dependencies,
    images: {
      ...dependencies.images,
      async get(key) {
        const stored = await dependencies.images.get(key);
        return stored && { ...stored, ...(analyses && { analyses }) };
      },
    },
  }));
  await api.publish("demo", [image]);
  const answer = await api.call({ path, token: api.tokens.member });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

test("the analyses of an image are told, the latest first", async () => {
  expect(await analysesOf([PUSHED, RETRIED])).toEqual({
    items: [
      { ...RETRIED, finishedAt: null, reason: null },
      { ...PUSHED, packageCount: null, vulnerabilities: null },
    ],
  });
});

test("an image from before they were remembered has none", async () => {
  expect(await analysesOf(undefined)).toEqual({ items: [] });
});
