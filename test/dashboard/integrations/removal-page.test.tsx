/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import type { RemovedIntegration } from "../../../core/contract/api-integrations.ts";
import { RemovalPage } from "../../../dashboard/src/integrations/removal-page.tsx";
import { openPage } from "../harness.tsx";

const REMOVED: RemovedIntegration = {
  integrationId: "i1",
  removedAt: "2026-11-22T00:00:00.000Z",
  stack: { stackId: "arn:aws:cloudformation:r:1:stack/TestStack/1", url: "https://console.test/s" },
  purge: {
    state: "purging",
    startedAt: "2026-11-22T00:00:10.000Z",
    finishedAt: null,
    repositories: 4,
    images: 1234,
    others: 0,
    tags: 2,
    documents: 1,
  },
};

function open(removed: RemovedIntegration) {
  return openPage(<RemovalPage />, {
    at: "integrations/amazon-ecr/removed/i1",
    path: "integrations/amazon-ecr/removed/:integrationId",
    answers: () => removed,
  });
}

test("shows how far the purge is, what goes, and the stack that is left", async () => {
  const { asked } = open(REMOVED);
  expect(await screen.findByText("Purging")).toBeTruthy();
  expect(screen.getByText("1,234")).toBeTruthy();
  expect(screen.getByText("The stack TestStack is left to delete")).toBeTruthy();
  const link = screen.getByRole("link", { name: /Open the stack/ });
  expect(link.getAttribute("href")).toBe("https://console.test/s");
  expect(asked).toEqual(["GET /v1/organizations/demo/integrations/i1/removal"]);
});

test("a purge that is done says since when; no stack is left where there was none", async () => {
  const purge = { ...REMOVED.purge, state: "purged", finishedAt: "2026-11-22T00:01:00.000Z" };
  open({ ...REMOVED, stack: null, purge } as RemovedIntegration);
  expect(await screen.findByText(/All of it is gone since/)).toBeTruthy();
  expect(screen.getByText("No stack is left")).toBeTruthy();
});

test("what is too long ago is not known any more", async () => {
  open({ ...REMOVED, purge: null });
  expect(await screen.findByText(/more than 90 days ago/)).toBeTruthy();
});
