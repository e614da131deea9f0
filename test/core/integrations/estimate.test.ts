import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "yaml";
import { Estimate, EstimateQuery } from "../../../core/contract/api-estimate.ts";
import { estimate } from "../../../core/integrations/estimate.ts";
import { stackResources } from "../../../core/integrations/estimate-resources.ts";

const SETTINGS = { homeRegion: "us-east-1", brandPrefix: "DockerScout", measured: null };

/** The estimate of a query as the API takes it; its form is that of the contract. */
function estimateOf(query: Record<string, string | number>) {
  const result = estimate(EstimateQuery.parse(query), SETTINGS);
  expect(Estimate.parse(result)).toEqual(result);
  return result;
}

function resource(query: Record<string, string | number>, name: string) {
  return estimateOf(query).resources.find((one) => one.name === name);
}

describe("at 100 pushes a day", () => {
  test("the secret is $0.42 on the page, and $0.40 in truth", () => {
    const secret = resource({}, "ScoutAPICredentials");
    expect(secret).toMatchObject({ monthly: 0.4, roundedUp: 0.4, seed: { monthly: 0.42 } });
    expect(secret?.seed?.how).toBe(
      "1 secret at $0.40, and one read a push: 3,000 reads at $0.05 per 10,000 are $0.015; rounded up to a cent.",
    );
  });

  test("the destination is $0.01 on the page, which is $0.0006 rounded up", () => {
    const destination = resource({}, "ApiDestination");
    expect(destination).toMatchObject({
      monthly: 0.0006,
      roundedUp: 0.01,
      seed: { monthly: 0.01 },
    });
    expect(destination?.seed?.how).toBe(
      "One event a push: 3,000 at $0.20 per million are $0.0006; rounded up to a cent.",
    );
  });

  test("everything else is free", () => {
    const { resources } = estimateOf({});
    const paid = resources.filter(({ monthly, seed }) => monthly > 0 || (seed?.monthly ?? 0) > 0);
    expect(paid.map(({ name }) => name)).toEqual(["ScoutAPICredentials", "ApiDestination"]);
  });

  test("pulling is nearly all of it", () => {
    expect(estimateOf({ regions: "internet" })).toMatchObject({
      month: { pushes: 3000, events: 3000, gigabytesPulled: 1500 },
      egress: { monthly: 135, seed: { monthly: 135 } },
      total: { monthly: 135.4006, roundedUp: 135.41, seed: { monthly: 135.43 } },
      alternatives: [
        { regions: "same", egress: 0, total: 0.4006 },
        { regions: "cross", egress: 30, total: 30.4006 },
        { regions: "internet", egress: 135, total: 135.4006 },
      ],
    });
  });
});

describe("the published column", () => {
  const NAMES = (prefix: string) => [
    ["AWS::SNS::Topic", "SNSTopic"],
    ["AWS::SNS::TopicPolicy", "TopicPolicy"],
    ["AWS::SecretsManager::Secret", "ScoutAPICredentials"],
    ["AWS::Events::ApiDestination", "ApiDestination"],
    ["AWS::Events::Connection", "Connection"],
    ["AWS::Events::Rule", `${prefix}EcrRule`],
    ["AWS::Events::Rule", `${prefix}RepoDeletedRule`],
    ["AWS::IAM::Role", "InvokeApiRole"],
    ["AWS::IAM::Role", "AssumeRoleEcrAccess"],
  ];

  test.each(["DockerScout", "iEchorScout"])(
    "has the rows of %s's page, in their order",
    (prefix) => {
      const rows = stackResources("current", "events", prefix).filter((row) => row.isPublished);
      expect(rows.map(({ type, name }) => [type, name])).toEqual(NAMES(prefix));
    },
  );

  test("has those of early access", () => {
    const rows = stackResources("early-access", "events", "DockerScout");
    expect(rows.filter((row) => row.isPublished).map(({ name }) => name)).toEqual([
      "SNSTopic",
      "TopicPolicy",
      "ScoutAPICredentials",
      "AssumeRoleScoutSetup",
      "ApiDestination",
      "Connection",
      "Rule",
      "InvokeApiRole",
      "AssumeRoleEcrAccess",
    ]);
  });
});

/** Logical IDs of a published template. */
function resourcesOf(file: string): string[] {
  const url = new URL(`../../../templates/${file}`, import.meta.url);
  const template = parse(readFileSync(url, "utf8")) as { Resources: object };
  return Object.keys(template.Resources).sort();
}

test.each([
  ["docker-scout.yaml", "current", "events"],
  ["docker-scout-early-access.yaml", "early-access", "events"],
  ["docker-scout-poll.yaml", "current", "poll"],
] as const)("every resource of %s is there, and no other", (file, layout, delivery) => {
  const rows = stackResources(layout, delivery, "DockerScout");
  expect(rows.map(({ name }) => name).sort()).toEqual(resourcesOf(file));
});

describe("what a month brings", () => {
  test.each([
    [{ pushesPerDay: 10 }, { pushes: 300, events: 300, gigabytesPulled: 150 }],
    // An index and two images.
    [
      { pushesPerDay: 10, platforms: 2 },
      { pushes: 300, events: 900, gigabytesPulled: 300 },
    ],
    // An index, an image and an attestation.
    [
      { pushesPerDay: 10, attestations: "true" },
      { events: 900, gigabytesPulled: 150 },
    ],
    [
      { pushesPerDay: 10, deletesPerDay: 5 },
      { pushes: 300, events: 450 },
    ],
    [{ pushesPerDay: 10, cachedShare: 0.8, imageMegabytes: 1000 }, { gigabytesPulled: 60 }],
    [
      { pushesPerDay: 10, delivery: "poll" },
      { pushes: 300, events: 0, gigabytesPulled: 150 },
    ],
    [{ pushesPerDay: 0 }, { pushes: 0, events: 0, gigabytesPulled: 0 }],
  ])("of %j is %j", (query, expected) => {
    const { month } = estimateOf(query);
    for (const [name, value] of Object.entries(expected)) {
      expect(month[name as keyof typeof month]).toBeCloseTo(value, 9);
    }
  });
});

describe("where images are pulled to", () => {
  test.each([
    [{}, "cross", 30],
    [{ region: "us-east-1" }, "same", 0],
    [{ region: "eu-west-1" }, "cross", 30],
    [{ region: "us-east-1", regions: "internet" }, "internet", 135],
    [{ pricePerGigabyte: 0.01 }, "cross", 15],
  ] as const)("%j is %s for $%d", (query, regions, egress) => {
    const result = estimateOf(query);
    expect([result.assumptions.regions, result.egress.monthly]).toEqual([regions, egress]);
  });

  test("becomes cheaper by the gigabyte beyond 10 TB", () => {
    // 20,480 GB: the first half at $0.09, the second at $0.085.
    const query = { pushesPerDay: 2048, imageMegabytes: 333.3333333333333, regions: "internet" };
    expect(estimateOf(query).egress.monthly).toBeCloseTo(10_240 * 0.09 + 10_240 * 0.085, 4);
  });
});

test("without events, there is nothing to pay for but pulling", () => {
  const { resources, total, egress } = estimateOf({ delivery: "poll" });
  expect(resources.map(({ name }) => name)).not.toContain("ScoutAPICredentials");
  expect([total.monthly, total.seed.monthly]).toEqual([egress.monthly, egress.seed.monthly]);
});

test("every integration has a secret of its own", () => {
  expect(resource({ integrations: 12 }, "ScoutAPICredentials")).toMatchObject({
    monthly: 4.8,
    seed: { monthly: 4.82 },
  });
});

describe("more never costs less", () => {
  const month = fc.record({
    pushesPerDay: fc.integer({ min: 0, max: 1_000_000 }),
    deletesPerDay: fc.integer({ min: 0, max: 1_000_000 }),
    imageMegabytes: fc.integer({ min: 0, max: 100_000 }),
    cachedShare: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    platforms: fc.integer({ min: 1, max: 20 }),
    integrations: fc.integer({ min: 1, max: 1000 }),
    regions: fc.constantFrom("same", "cross", "internet"),
  });
  const costOf = (query: Record<string, string | number>) =>
    estimate(EstimateQuery.parse(query), SETTINGS).total;

  test.each([
    ["pushesPerDay", 1],
    ["deletesPerDay", 1],
    ["imageMegabytes", 1],
    ["platforms", 1],
    ["integrations", 1],
    ["cachedShare", -1],
  ] as const)("%s", (name, sign) => {
    fc.assert(
      fc.property(month, fc.double({ min: 0, max: 1, noNaN: true }), (query, part) => {
        const more = sign > 0 ? query[name] + Math.floor(part * 1000) : query[name] * part;
        const [less, greater] = [
          costOf(query),
          costOf({ ...query, [name]: Math.min(more, LIMITS[name]) }),
        ];
        expect(greater.monthly).toBeGreaterThanOrEqual(less.monthly);
        expect(greater.seed.monthly).toBeGreaterThanOrEqual(less.seed.monthly);
      }),
    );
  });

  test("and is rounded up by less than a cent, never down", () => {
    fc.assert(
      fc.property(month, (query) => {
        const { monthly, roundedUp } = costOf(query);
        expect(roundedUp - monthly).toBeGreaterThanOrEqual(-1e-9 * monthly);
        expect(roundedUp - monthly).toBeLessThan(0.01 + 1e-9 * monthly);
        expect(Math.abs(roundedUp * 100 - Math.round(roundedUp * 100))).toBeLessThan(1e-3);
      }),
    );
  });
});

/** What the query takes at most. */
const LIMITS = {
  pushesPerDay: 1_000_000,
  deletesPerDay: 1_000_000,
  imageMegabytes: 1_000_000,
  platforms: 50,
  integrations: 10_000,
  cachedShare: 1,
};

test.each([
  { pushesPerDay: -1 },
  { cachedShare: 1.1 },
  { platforms: 0 },
  { regions: "everywhere" },
  { region: "somewhere" },
  { imageMegabytes: "NaN" },
])("%j is no month", (query) => {
  expect(EstimateQuery.safeParse(query).success).toBe(false);
});
