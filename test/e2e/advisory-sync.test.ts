import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { zipSync } from "fflate";
import type { Image } from "../../core/contract/image.ts";
import { openCertificateAuthority } from "../../local/certificate-authority.ts";
import { type LocalMode, startLocalMode } from "../../local/local-mode.ts";
import { pushImage } from "../../local/push-image.ts";
import { readSettings } from "../../local/settings.ts";
import { buildImage } from "../fixtures/image-builder.ts";
import { file } from "../fixtures/image-builder-tar.ts";
import { until } from "../fixtures/local-mode-process.ts";
import { pushable } from "../fixtures/pushable-image.ts";

const OSV_HOST = "osv-vulnerabilities.storage.googleapis.com";
const RECORD = {
  schema_version: "1.6.0",
  id: "GHSA-test-0000-0001",
  aliases: ["CVE-2099-0001"],
  modified: "2026-11-20T00:00:00Z",
  published: "2026-11-20T00:00:00Z",
  summary: "Pads to the wrong side",
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
  affected: [
    {
      package: { ecosystem: "npm", name: "left-pad" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.3.0" }] }],
    },
  ],
};

let directory: string;
let osv: Server;
let local: LocalMode;
let release: () => void;
const asked: string[] = [];

/** Stands in for OSV's bucket: its answer waits until the test releases it. */
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "advisory-sync-"));
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const authority = await openCertificateAuthority(path.join(directory, "authority"));
  const { key, certificate } = await authority.certificateFor(OSV_HOST);
  const archive = zipSync({
    "GHSA-test-0000-0001.json": Buffer.from(JSON.stringify(RECORD)),
  });
  osv = createServer({ key, cert: certificate }, (request, response) => {
    asked.push(request.url ?? "");
    void released.then(() => {
      if (request.url?.startsWith("/npm/all.zip") === true) response.end(archive);
      else response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => osv.listen(0, "127.0.0.1", resolve));
  local = await startLocalMode(
    readSettings(["--no-demo"], {
      LOCAL_DIRECTORY: directory,
      PORT: "0",
      AWS_PORT: "0",
      ECR_PORT: "0",
    }),
    { functionLine: () => undefined, error: () => undefined },
    { [OSV_HOST]: (osv.address() as AddressInfo).port },
  );
});
afterAll(async () => {
  release();
  await local.close();
  osv.closeAllConnections();
  await new Promise((resolve) => osv.close(resolve));
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
  await until("the download is asked for", () => Promise.resolve(asked.length > 0));
  const pulledBefore = (await image())?.analyzedAt;

  release();
  await until("the new match", async () => (await image())?.vulnerabilities?.critical === 1);
  const after = await image();
  expect(after).toMatchObject({
    assessed: [{ ecosystem: "npm", coverage: "full", asOf: "2026-11-20T00:00:00.000Z" }],
  });
  expect(after?.analyzedAt).toBe(pulledBefore);
});
