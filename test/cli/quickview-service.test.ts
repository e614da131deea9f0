import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { AnalysisWarning } from "../../core/contract/inventory.ts";
import {
  type FakeAnswer,
  type FakeService,
  imageOf,
  knowing,
  page,
  startService,
} from "./fake-service.ts";
import { makeWorkspace, scout } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let service: FakeService | undefined;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterEach(async () => {
  await service?.close();
  service = undefined;
});
afterAll(() => workspace.remove());

type Answer = (url: URL, path: string) => FakeAnswer | undefined;

async function ask(answer: Answer, ...args: string[]) {
  service = await startService(answer);
  const { environment } = service;
  const run = await scout(workspace.folder, ["quickview", ...args], { environment });
  return { ...run, stderr: run.stderr.replaceAll(environment.SCOUT_URL, "http://service") };
}

/** The service with what its history says of every image. */
function withHistory(answer: Answer, warnings: readonly AnalysisWarning[] = []): Answer {
  const items = [{ layer: 0, digest: `sha256:${"1".repeat(64)}`, createdBy: null }];
  return (url, path) =>
    path.endsWith("/history") ? { body: { config: {}, items, warnings } } : answer(url, path);
}

test("what the service knows is shown without reading inventory or vulnerabilities", async () => {
  const image = imageOf({ distribution: "Debian GNU/Linux 12", packageCount: 1204 });
  const run = await ask(withHistory(knowing(image)), "team/app:1.0");
  expect(run).toMatchObject({
    code: 0,
    stderr: "As the service at http://service knows it, analysed 2026-11-21 10:01 UTC.\n",
  });
  expect(run.stdout).toBe(
    `
  Target           team/app:1.0
  Digest
    sha256:${"0".repeat(64)}
  Platform         linux/amd64
  Distribution     Debian GNU/Linux 12
  Size             1.0 kB in 1 layer
  Packages         1,204
  Vulnerabilities  0C 1H 0M 0L (starter set only)

  ! npm  1 package, starter set only

  The starter set names a few well-known vulnerabilities only. The service
  downloads the full set where it can reach the internet.

  ## What's next

  Each vulnerability  scout cves team/app:1.0
  What can be fixed   scout cves --only-fixed team/app:1.0
  Each package        scout sbom team/app:1.0
  For other tools
    scout sbom --format cyclonedx --output sbom.cdx.json team/app:1.0

`,
  );
  expect(service?.requests.map(({ url }) => url.pathname.split("/").at(-1))).toEqual([
    "images",
    "history",
  ]);
});

test("an incomplete analysis of the service is marked", async () => {
  const warnings = [
    { code: "malformed-file", message: "It is cut off.", path: "a.json", layer: 0 },
  ];
  const run = await ask(
    withHistory(knowing(imageOf()), warnings),
    "--format",
    "json",
    "team/app:1.0",
  );
  expect(JSON.parse(run.stdout)).toMatchObject({ complete: false, warnings });
});

test.each([
  [["latest"], "222222222222.dkr.ecr.us-east-1.amazonaws.com/team/app:latest"],
  [[], `222222222222.dkr.ecr.us-east-1.amazonaws.com/team/app@sha256:${"0".repeat(64)}`],
])("without a target it is the image that was pushed last, tagged %j", async (tags, name) => {
  const image = imageOf({ tags });
  const known = knowing(image);
  const answer: Answer = (url, path) =>
    url.searchParams.get("order") === "-pushedAt" ? page([image]) : known(url, path);
  const run = await ask(withHistory(answer));
  expect(run.code).toBe(0);
  expect(run.stdout).toContain(name);
  expect(run.stdout).toContain(`scout cves ${name}\n`);
});

test("without a target and images, it says what to do", async () => {
  const run = await ask(() => page([]));
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toBe(
    "scout: The service at http://service knows no image yet. Push one to a repository that it watches, or name another target, for example registry://alpine:3.20.\n",
  );
});

test("without a target and a service that answers, it says what to do", async () => {
  const environment = { SCOUT_URL: "http://127.0.0.1:1", SCOUT_TOKEN: "x" };
  const run = await scout(workspace.folder, ["quickview"], { environment });
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toMatch(
    /^scout: No image is named, and no service answers at http:\/\/127\.0\.0\.1:1 \(.+\)\. Name an image/,
  );
});

test("without a target and any service, it says what to do", async () => {
  const run = await scout(workspace.folder, ["quickview"]);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toContain("No image is named, and there is no service");
});
