import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Image } from "../../core/contract/image.ts";
import {
  type FakeAnswer,
  type FakeService,
  imageOf,
  knowing,
  page,
  problem,
  startService,
  vulnerabilityOf,
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

async function ask(answer: (url: URL, path: string) => FakeAnswer | undefined, ...args: string[]) {
  service = await startService(answer);
  const { environment } = service;
  const run = await scout(workspace.folder, args, { environment });
  return { ...run, stderr: run.stderr.replaceAll(environment.SCOUT_URL, "http://service") };
}

/**
 * An image whose registry refuses the connection, so that falling back to it is seen. It is
 * this machine, without being recognised as such: no other host is asked.
 */
const ELSEWHERE = "[::ffff:127.0.0.1]:1/team/app:1.0";

test("what the service knows is shown as its own, and asked for by name and token", async () => {
  const run = await ask(knowing(imageOf()), "cves", "team/app:1.0");
  expect(run.code).toBe(0);
  expect(run.stderr).toBe(
    "As the service at http://service knows it, analysed 2026-11-21 10:01 UTC.\n",
  );
  expect(run.stdout).toContain("  Target           team/app:1.0\n");
  expect(run.stdout).toContain("HIGH CVE-2021-23337");
  expect(run.stdout).toContain("  ! npm  1 package, starter set only\n");
  const [first] = service?.requests ?? [];
  expect(first?.authorization).toBe("Bearer secret");
  expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({
    limit: "500",
    repository: "team/app",
    tag: "1.0",
  });
});

test.each([
  ["app", { repository: "app", tag: "latest" }],
  [
    `222222222222.dkr.ecr.us-east-1.amazonaws.com/team/app@sha256:${"0".repeat(64)}`,
    {
      registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
      repository: "team/app",
      digest: `sha256:${"0".repeat(64)}`,
    },
  ],
])("%s is asked for as %j", async (name, query) => {
  await ask(() => problem(503, "Later."), "sbom", name);
  const [first] = service?.requests ?? [];
  expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({ limit: "500", ...query });
});

test("the bill of materials asks for no vulnerabilities", async () => {
  const run = await ask(knowing(imageOf()), "sbom", "--format", "json", "team/app:1.0");
  expect(JSON.parse(run.stdout)).toMatchObject({ packages: [{ name: "lodash" }] });
  expect(service?.requests.map(({ url }) => url.pathname.split("/").at(-1))).toEqual([
    "images",
    "sbom",
  ]);
});

test("all pages of vulnerabilities are read", async () => {
  const answer = (url: URL, path: string): FakeAnswer | undefined => {
    if (!path.endsWith("/vulnerabilities")) return knowing(imageOf())(url, path);
    const number = Number(url.searchParams.get("cursor") ?? "0");
    const item = vulnerabilityOf({ id: `CVE-2026-${number}` });
    return page([item], number === 2 ? null : String(number + 1));
  };
  const run = await ask(answer, "cves", "--format", "json", "team/app:1.0");
  const { findings } = JSON.parse(run.stdout) as { findings: { id: string }[] };
  expect(findings.map(({ id }) => id)).toEqual(["CVE-2026-0", "CVE-2026-1", "CVE-2026-2"]);
});

const SEVERAL = ["linux/amd64", "linux/arm64", "linux/arm/v7"].map((platform, index) =>
  imageOf({
    platform,
    imageId: String(index).repeat(32),
    digest: `sha256:${String(index).repeat(64)}`,
  }),
);

test.each([
  [[], "linux/amd64"],
  [["--platform", "linux/arm64"], "linux/arm64"],
  [["--platform", "arm64/v8"], undefined],
  [["--platform", "linux/arm64/v8"], "linux/arm64"],
  [["--platform", "arm"], "linux/arm/v7"],
])("of several platforms, %j is %s", async (options, platform) => {
  const run = await ask(
    knowing(...SEVERAL),
    "cves",
    "--format",
    "json",
    ...options,
    "team/app:1.0",
  );
  if (platform === undefined) {
    expect(run.code).toBe(1);
    return;
  }
  expect(JSON.parse(run.stdout)).toMatchObject({ platform });
  expect(run.stderr).toContain(
    `This is ${platform} of linux/amd64, linux/arm/v7, linux/arm64; --platform chooses.`,
  );
});

test.each<[string, readonly Image[], readonly string[], string]>([
  [
    "a platform that is not there",
    SEVERAL,
    ["--platform", "linux/s390x"],
    "The service has no image of team/app:1.0 for linux/s390x. It has: linux/amd64, linux/arm/v7, linux/arm64.",
  ],
  [
    "an image that is queued",
    [imageOf({ state: "queued", platform: null })],
    [],
    "team/app:1.0 is queued: its analysis has not ended yet. Try again in a moment.",
  ],
  [
    "an image of unknown platform that may be the wanted one",
    [imageOf({ state: "analyzing", platform: null })],
    ["--platform", "linux/arm64"],
    "team/app:1.0 is analyzing: its analysis has not ended yet.",
  ],
  [
    "an image that failed",
    [imageOf({ state: "failed", stateReason: "A layer is corrupt. Push it again." })],
    [],
    "The service could not analyse team/app:1.0 (failed): A layer is corrupt. Push it again.",
  ],
  [
    "an image of two registries",
    [imageOf(), imageOf({ registry: "333333333333.dkr.ecr.us-east-1.amazonaws.com" })],
    [],
    "Write the registry before it: 222222222222.dkr.ecr.us-east-1.amazonaws.com/team/app:1.0",
  ],
])("%s is an error that says so", async (_, images, options, message) => {
  const run = await ask(knowing(...images), "cves", ...options, "team/app:1.0");
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toMatch(/^scout: .*\n$/);
  expect(run.stderr).toContain(message);
});

test.each<[string, FakeAnswer, string]>([
  [
    "a wrong token",
    problem(401, "The request carries no valid credential."),
    "The service at http://service answered 401: The request carries no valid credential. The command line's token is SCOUT_TOKEN.",
  ],
  [
    "another organization",
    problem(404, "There is no such organization."),
    "answered 404: There is no such organization.",
  ],
  ["a fault of the service", problem(500, "Something went wrong."), "answered 500: Something"],
  ["a web page", { body: "<html>" }, "http://service answered something else than this program"],
  ["another server", { status: 403, body: "no" }, "answered 403 without saying why"],
])("%s is an error, and no registry is asked", async (_, answer, message) => {
  const run = await ask(() => answer, "cves", ELSEWHERE);
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toContain(message);
  expect(run.stderr).not.toContain("from its registry");
});

test("an image that the service does not know is read from its registry, which is said", async () => {
  const deleted = imageOf({ state: "deleted" });
  const run = await ask(knowing(deleted), "cves", ELSEWHERE);
  expect(run.code).toBe(1);
  expect(run.stderr.split("\n").slice(0, 2)).toEqual([
    `The service at http://service does not know ${ELSEWHERE}.`,
    `Reading ${ELSEWHERE} from its registry.`,
  ]);
  expect(run.stderr).toContain("scout: [::ffff:7f00:1]:1 could not be read");
});

test("a service that can't be reached is passed over, which is said", async () => {
  const environment = { SCOUT_URL: "http://127.0.0.1:1", SCOUT_TOKEN: "x" };
  const run = await scout(workspace.folder, ["cves", ELSEWHERE], { environment });
  expect(run.code).toBe(1);
  const [first, second] = run.stderr.split("\n");
  expect(first).toMatch(/^No service answers at http:\/\/127\.0\.0\.1:1 \(.+\)\.$/);
  expect(second).toBe(`Reading ${ELSEWHERE} from its registry.`);
});

test("an image of this machine's registry is not the service's", async () => {
  const run = await ask(knowing(imageOf()), "sbom", "127.0.0.1:1/team/app:1.0");
  expect(run.code).toBe(1);
  expect(service?.requests).toEqual([]);
  expect(run.stderr).toMatch(/^Reading 127\.0\.0\.1:1\/team\/app:1\.0 from its registry\.\n/);
});
