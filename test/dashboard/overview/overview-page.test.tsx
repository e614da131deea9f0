/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { AttentionIntegration, Overview } from "../../../core/contract/api-overview.ts";
import type { RepositorySummary } from "../../../core/contract/api-repositories.ts";
import { OverviewPage } from "../../../dashboard/src/overview/overview-page.tsx";
import { openPage, refusal } from "../harness.tsx";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
const NOTHING = { count: 0, items: [] };
const INTEGRATION: AttentionIntegration = {
  integrationId: "abc",
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  status: "error",
  statusReason: "The role can't be assumed.",
  missedEvents: 12,
};
const CALM: Overview = {
  totals: { images: 3, repositories: 2, packages: 1234, vulnerabilities: { ...NONE, medium: 5 } },
  newCritical: NOTHING,
  failed: NOTHING,
  unassessed: NOTHING,
  failing: NOTHING,
  waiting: NOTHING,
  missedEvents: NOTHING,
  outdated: NOTHING,
  since: "2026-11-15T00:00:00.000Z",
  asOf: "2026-11-22T00:00:00.000Z",
};
const REPOSITORY: RepositorySummary = {
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  name: "team/web",
  integrationId: "abc",
  activated: true,
  chosen: true,
  retention: null,
  imageCount: 2,
  latest: {
    imageId: "1",
    digest: `sha256:${"a".repeat(64)}`,
    tags: ["1.0"],
    platform: "linux/amd64",
    state: "analyzed",
    pushedAt: "2026-11-22T00:00:00.000Z",
    vulnerabilities: { ...NONE, critical: 2 },
  },
};

interface World {
  readonly overview?: Partial<Overview>;
  readonly days?: number;
  readonly repositories?: readonly RepositorySummary[];
  readonly integrations?: readonly { readonly status: string }[];
}

function open(world: World, at = "overview") {
  const { overview = {}, days = 1, repositories = [], integrations = [] } = world;
  return openPage(<OverviewPage />, {
    at,
    answers(_, { pathname }) {
      const place = pathname.split("/").at(-1);
      if (place === "overview") return { ...CALM, ...overview };
      if (place === "trend")
        return { items: Array.from({ length: days }, (__, day) => dayOf(day)) };
      const items = place === "integrations" ? integrations : repositories;
      return { items, nextCursor: null, asOf: null };
    },
  });
}

function dayOf(index: number) {
  const day = new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10);
  return { day, images: 3, vulnerabilities: { ...NONE, high: 1000 + index } };
}

test("where nothing needs attention, the page says what was looked at", async () => {
  open({});
  expect(await screen.findByText("Nothing needs attention")).toBeTruthy();
  expect(screen.getByText(/every analysis succeeded/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "1,234" }).getAttribute("href")).toBe("/o/demo/packages");
});

test("what needs attention is counted, has examples and leads to the list of all", async () => {
  open({
    overview: {
      failing: { count: 7, items: [INTEGRATION] },
      missedEvents: { count: 1, items: [{ ...INTEGRATION, registry: null }] },
    },
  });
  const failing = within(await screen.findByRole("region", { name: "7 integrations in error" }));
  expect(failing.getByText("The role can't be assumed.")).toBeTruthy();
  expect(failing.getByRole("link", { name: INTEGRATION.registry ?? "" }).getAttribute("href")).toBe(
    "/o/demo/integrations/amazon-ecr/abc",
  );
  expect(failing.getByRole("link", { name: /^Show all/ }).getAttribute("href")).toBe(
    "/o/demo/integrations/amazon-ecr",
  );
  const missed = within(screen.getByRole("region", { name: "1 integration missed events" }));
  expect(missed.getByRole("link", { name: "Integration abc" })).toBeTruthy();
  expect(missed.getByText("12 missed events")).toBeTruthy();
  expect(screen.queryByText("Nothing needs attention")).toBeNull();
});

test.each([
  ["newCritical", "2 new critical vulnerabilities", "vulnerabilities?severity=critical&since="],
  ["failed", "2 failed analyses", "images?state=failed"],
  ["unassessed", "2 images not fully assessed", "images?unassessed=true"],
] as const)("%s leads to its list with the filter set", async (kind, name, address) => {
  open({ overview: { [kind]: { count: 2, items: [] } } });
  const region = within(await screen.findByRole("region", { name }));
  const link = region.getByRole("link", { name: `Show all: ${name}` });
  expect(link.getAttribute("href")).toContain(`/o/demo/${address}`);
});

test("asks for what is new since the beginning of a day, so that answers keep their tag", async () => {
  const { asked } = open({});
  await screen.findByText("Nothing needs attention");
  const question = asked.find((one) => one.includes("/overview?"));
  expect(question).toMatch(/since=\d{4}-\d\d-\d\dT00%3A00%3A00\.000Z$/);
});

test("the timescale is in the address, and the table has the numbers of the chart", async () => {
  const page = open({ days: 3 }, "overview?trend=table");
  const table = within(await screen.findByRole("grid", { name: "Vulnerabilities over time" }));
  const rows = table.getAllByRole("row").slice(1);
  expect(within(rows[0] as HTMLElement).getAllByText("1,002")).toHaveLength(2);
  expect(within(rows[2] as HTMLElement).getByRole("rowheader").textContent).toBe("Nov 1, 2026");
  await userEvent.click(screen.getByRole("button", { name: "365 days" }));
  expect(page.address()).toBe("/o/demo/overview?trend=table&days=365");
  expect(page.asked.some((one) => one.endsWith("/trend?days=365"))).toBe(true);
});

test("of one day alone there is no line, but its numbers", async () => {
  open({ days: 1 });
  expect(await screen.findByText("The line begins tomorrow")).toBeTruthy();
  expect(screen.getAllByText("1,000").length).toBeGreaterThan(0);
});

test("repositories without vulnerabilities are not among the most affected", async () => {
  const latest = REPOSITORY.latest && { ...REPOSITORY.latest, vulnerabilities: NONE };
  open({ repositories: [REPOSITORY, { ...REPOSITORY, name: "clean", latest }] });
  const table = within(await screen.findByRole("grid", { name: "Most affected repositories" }));
  expect(table.getByRole("link", { name: "team/web" })).toBeTruthy();
  expect(table.queryByText("clean")).toBeNull();
});

test("a new organization is led: connect, activate, push", async () => {
  open({
    overview: { totals: { ...CALM.totals, images: 0 } },
    integrations: [{ status: "connected" }],
  });
  expect(await screen.findByText("First steps")).toBeTruthy();
  expect(await screen.findByRole("img", { name: "Done" })).toBeTruthy();
  expect(await screen.findByRole("img", { name: "Next" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Activate repositories" }).getAttribute("href")).toBe(
    "/o/demo/settings/repositories",
  );
  expect(screen.queryByText("Nothing needs attention")).toBeNull();
});

test("an error says what to do", async () => {
  openPage(<OverviewPage />, {
    at: "overview",
    answers: () => refusal(403, "forbidden", "Ask an owner."),
  });
  expect(await screen.findByText("Ask an owner.")).toBeTruthy();
});
