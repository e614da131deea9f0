/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ImageComparison } from "../../../core/contract/api-compare.ts";
import type { Image } from "../../../core/contract/image.ts";
import { ComparePage } from "../../../dashboard/src/compare/compare-page.tsx";
import { openPage, refusal } from "../harness.tsx";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
const ONE = "1".repeat(32);
const TWO = "2".repeat(32);

function imageOf(imageId: string, tag: string): Image {
  return {
    imageId,
    registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
    repository: "team/web",
    tags: [tag],
    digest: `sha256:${imageId}${imageId}`,
    indexDigest: null,
    platform: "linux/amd64",
    state: "analyzed",
    stateReason: null,
    pushedAt: "2026-11-22T00:00:00.000Z",
    analyzedAt: "2026-11-22T00:00:01.000Z",
    size: 1,
    distribution: null,
    packageCount: 10,
    assessed: [],
    vulnerabilities: NONE,
  };
}

const LAYER = { digest: `sha256:${"b".repeat(64)}`, mediaType: "x", size: 5, packageCount: 7 };
const COMPARISON: ImageComparison = {
  from: imageOf(ONE, "1.0"),
  to: imageOf(TWO, "2.0"),
  packages: { added: 1, removed: 2, upgraded: 3, downgraded: 0, changed: 0, unchanged: 40 },
  vulnerabilities: { new: { ...NONE, high: 1 }, fixed: { ...NONE, critical: 2 }, unchanged: NONE },
  layers: { shared: [LAYER, LAYER], from: [], to: [{ ...LAYER, createdBy: "RUN make" }] },
  size: { from: 2_000_000, to: 1_500_000, shared: 1_000_000 },
  configuration: [
    { name: "labels.<b>x", from: ["1"], to: null },
    { name: "command", from: ["node", "a.js"], to: ["node", "b.js"] },
  ],
  asOf: null,
};
const PACKAGES = [
  {
    change: "upgraded",
    type: "npm",
    name: "axios",
    architecture: null,
    from: { purl: "pkg:npm/axios@1", version: "1" },
    to: { purl: "pkg:npm/axios@2", version: "2" },
  },
  {
    change: "added",
    type: "npm",
    name: "ws",
    architecture: null,
    from: null,
    to: { purl: "p", version: "7" },
  },
];

function open(query: string, comparison: unknown = COMPARISON) {
  return openPage(<ComparePage />, {
    at: `compare${query}`,
    answers(_, { pathname }) {
      const list = (items: readonly unknown[]) => ({ items, nextCursor: null, asOf: null });
      if (pathname.endsWith("/compare")) return comparison;
      if (pathname.endsWith("/compare/packages")) return list(PACKAGES);
      if (pathname.endsWith("/compare/vulnerabilities")) return list([]);
      if (pathname.endsWith("/images")) return list([COMPARISON.from, COMPARISON.to]);
      return pathname.endsWith(ONE) ? COMPARISON.from : COMPARISON.to;
    },
  });
}

const PAIR = `?from=${ONE}&to=${TWO}`;

test("two images stand side by side, with what became of them", async () => {
  open(PAIR);
  const facts = within(await screen.findByRole("table", { name: "Compare images" }));
  const size = within(facts.getByRole("row", { name: /^Size/ }));
  expect(size.getByText(/−500 kB/)).toBeTruthy();
  expect(size.getByText("1 MB in layers that both have")).toBeTruthy();
  expect(facts.getByRole("img", { name: "High: 1 vulnerability" })).toBeTruthy();
  expect(facts.getByRole("img", { name: "Critical: 2 vulnerabilities" })).toBeTruthy();
  expect(screen.getByRole("tab", { name: "Packages (6)" })).toBeTruthy();
  expect(screen.getByRole("tab", { name: "Vulnerabilities (3)" })).toBeTruthy();
  expect(screen.getByRole("tab", { name: "Layers (1)" })).toBeTruthy();
});

test("packages say what they were and what they are", async () => {
  const { asked } = open(`${PAIR}&packageChanges.change=upgraded`);
  const row = within(await screen.findByRole("row", { name: /^axios/ }));
  expect(row.getByText("Upgraded")).toBeTruthy();
  expect(within(screen.getByRole("row", { name: /^ws/ })).getByText("Not there")).toBeTruthy();
  expect(asked.some((one) => one.includes(`packages?change=upgraded&from=${ONE}&to=${TWO}`))).toBe(
    true,
  );
});

test("swapped, the first becomes the second", async () => {
  const page = open(`${PAIR}&view=layers&packageChanges.cursor=x`);
  await screen.findByRole("grid", { name: "Layers" });
  await userEvent.click(screen.getByRole("button", { name: "Swap the two images" }));
  expect(page.address()).toBe(`/o/demo/compare?from=${TWO}&to=${ONE}&view=layers`);
});

test("layers that both have are told from those of one", async () => {
  open(`${PAIR}&view=layers`);
  const table = within(await screen.findByRole("grid", { name: "Layers" }));
  expect(table.getAllByText("Both")).toHaveLength(2);
  expect(
    within(table.getByRole("row", { name: /RUN make/ })).getByText("Only the second"),
  ).toBeTruthy();
});

test("configuration names what is not set, and marks what differs", async () => {
  open(`${PAIR}&view=configuration`);
  const label = within(await screen.findByRole("row", { name: /^Label <b>x/ }));
  expect(label.getByText("Not set")).toBeTruthy();
  const command = within(screen.getByRole("row", { name: /^Command/ }));
  expect(command.getByText("b.js").closest("strong")).not.toBeNull();
  expect(command.getAllByText("node")[0]?.closest("strong")).toBeNull();
});

test("images without findings are not shown as without vulnerabilities", async () => {
  open(`${PAIR}&view=vulnerabilities`, { ...COMPARISON, vulnerabilities: null });
  expect(await screen.findByText("One of the images has no findings yet")).toBeTruthy();
});

test("without images they are chosen, found by what they are called", async () => {
  const page = open(`?from=${ONE}`);
  expect(await screen.findByText("Choose two images")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /^To/ }));
  await userEvent.click(await screen.findByRole("option", { name: /team\/web:2\.0/ }));
  expect(page.address()).toBe(`/o/demo/compare${PAIR}`);
  expect(page.asked.some((one) => one.includes("/images?state=analyzed&limit=20"))).toBe(true);
});

test("an image that was not analysed says so", async () => {
  open(PAIR, refusal(404, "not-analyzed", "The image team/web:1.0 was not analysed yet."));
  expect(await screen.findByText(/was not analysed yet/)).toBeTruthy();
});
