import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Estimate, EstimateQuery } from "../../core/contract/api-estimate.ts";
import { estimate } from "../../core/integrations/estimate.ts";
import { page } from "./fake-service.ts";
import { integrationOf } from "./integrations.ts";
import { makeWorkspace } from "./scout.ts";
import { runOnService } from "./service-run.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

/** Estimates as the service does. */
function ask(...args: readonly string[]) {
  return askHaving(null, ...args);
}

function askHaving(measured: Estimate["measured"], ...args: readonly string[]) {
  const settings = { homeRegion: "us-east-1", brandPrefix: "DockerScout", measured };
  return runOnService(
    workspace.folder,
    (url) => {
      const query = EstimateQuery.parse(Object.fromEntries(url.searchParams));
      return { body: estimate(query, settings) };
    },
    ["integration", "estimate", ...args],
  );
}

test("estimate shows the published figures beside the true ones", async () => {
  const { code, stdout } = await ask();
  expect(code).toBe(0);
  expect(stdout).toMatch(/ScoutAPICredentials +\$0\.40 +\$0\.42\n/);
  expect(stdout).toMatch(/ApiDestination +\$0\.0006 +\$0\.01\n/);
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("estimate tells how the published figures come about, too", async () => {
  const text = (await ask()).stdout.replace(/\s+/g, " ");
  expect(text).toContain("3,000 reads at $0.05 per 10,000 are $0.015; rounded up to a cent.");
  expect(text).toContain("One event a push: 3,000 at $0.20 per million are $0.0006;");
  expect(text).toContain("Around $0.09 per GB, wherever it goes: 1,500 GB.");
  expect(text).not.toContain("Measured in");
});

test("estimate is compared with what was measured last month", async () => {
  const cost = { secret: 0.8, events: 0.0006, egress: 12, total: 12.8006 };
  const counted = { events: 3000, analyses: 2900, bytesPulled: 6e11, bytesKnown: 9e11 };
  const { stdout } = await askHaving({ month: "2026-10", integrations: 2, ...counted, cost });
  const text = stdout.replace(/\s+/g, " ");
  expect(text).toContain("## Measured in 2026-10 2 integrations, 3,000 events, 2,900 analysed;");
  expect(text).toContain("600 GB pulled, 60 % of the bytes were in layers known already.");
  expect(text).toContain("It cost $12.80: secrets $0.80, events $0.0006, pulling $12.00.");
});

test("estimate passes on what is given, and no more", async () => {
  const given = ["--pushes-per-day", "10", "--cached-share", "0.5", "--regions", "same"];
  const more = ["--attestations", "--deletes-per-day", "5", "--price-per-gigabyte", "0.05"];
  const whole = await ask(...given, ...more, "--format", "json");
  expect(whole.asked[0]?.what).toBe(
    "GET /integrations/estimate?pushesPerDay=10&cachedShare=0.5&regions=same&attestations=true&deletesPerDay=5&pricePerGigabyte=0.05",
  );
  const run = await ask(...given, "--format", "json");
  expect(run.asked[0]?.what).toBe(
    "GET /integrations/estimate?pushesPerDay=10&cachedShare=0.5&regions=same",
  );
  expect(Estimate.parse(JSON.parse(run.stdout)).egress.monthly).toBe(0);
});

test.each([
  [["--cached-share", "1.5"], "Write a number from 0 to 1."],
  [["--platforms", "1.5"], "Write a whole number from 1 to 50."],
  [["--regions", "far"], "Allowed choices are same, cross, internet."],
])("%j is refused", async (args, message) => {
  const run = await ask(...args);
  expect(run).toMatchObject({ code: 1, asked: [] });
  expect(run.stderr).toContain(message);
});

test("usage shows a line a month", async () => {
  const cost = { secret: 0.4, events: 0.0006, egress: 12, total: 12.4006 };
  const items = [
    { month: "2026-11", events: 3000, analyses: 2900, bytesPulled: 6e11, bytesKnown: 9e11, cost },
  ];
  const run = await runOnService(
    workspace.folder,
    (_url, path) => (path === "/integrations" ? page([integrationOf()]) : { body: { items } }),
    ["integration", "usage"],
  );
  expect(run.stdout).toContain("  2026-11  3,000   2,900     600 GB  900 GB  $12.40\n");
});
