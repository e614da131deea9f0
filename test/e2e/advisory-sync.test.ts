import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Image } from "../../core/contract/image.ts";
import type { LocalMode } from "../../local/local-mode.ts";
import { pushImage } from "../../local/push-image.ts";
import { buildImage } from "../fixtures/image-builder.ts";
import { file } from "../fixtures/image-builder-tar.ts";
import { startLocalModeHere } from "../fixtures/local-mode-in-process.ts";
import { until } from "../fixtures/local-mode-process.ts";
import { startOsv, type OsvStandIn } from "../fixtures/osv-stand-in.ts";
import { pushable } from "../fixtures/pushable-image.ts";

let directory: string;
let osv: OsvStandIn;
let local: LocalMode;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "advisory-sync-"));
  osv = await startOsv(path.join(directory, "authority"));
  local = await startLocalModeHere(directory, { standIns: osv.names });
});
afterAll(async () => {
  osv.release();
  await local.close();
  await osv.close();
  rmSync(directory, { recursive: true, force: true });
});

async function image(): Promise<Image | undefined> {
  const path = "/organizations/demo/images?repository=padding";
  return ((await local.api.get(path)) as { items: Image[] }).items[0];
}

test("advisories of what was met arrive in the background, and stored results are matched again", async () => {
  const built = buildImage({
    layers: [
      [
        file(
          "app/node_modules/left-pad/package.json",
          JSON.stringify({ name: "left-pad", version: "1.2.0" }),
        ),
      ],
    ],
  });
  for (const part of pushable(built)) await pushImage(local.registry, "padding", "1", part.image);

  await until("the first result", async () => (await image())?.state === "analyzed");
  expect(await image()).toMatchObject({
    assessed: [{ ecosystem: "npm", coverage: "starter" }],
    vulnerabilities: { critical: 0 },
  });
  await until("the download is asked for", () => Promise.resolve(osv.asked.length > 0));
  const pulledBefore = (await image())?.analyzedAt;

  osv.release();
  await until("the new match", async () => (await image())?.vulnerabilities?.critical === 1);
  const after = await image();
  expect(after).toMatchObject({
    assessed: [{ ecosystem: "npm", coverage: "full", asOf: "2026-11-20T00:00:00.000Z" }],
  });
  expect(after?.analyzedAt).toBe(pulledBefore);
});
