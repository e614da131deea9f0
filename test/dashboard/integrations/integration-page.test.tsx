/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { IntegrationPage } from "../../../dashboard/src/integrations/integration-page.tsx";
import { openPage, refusal } from "../harness.tsx";
import { CONNECTED, PENDING } from "./answers.ts";

const MONTH = {
  month: "2026-11",
  events: 3000,
  analyses: 120,
  bytesPulled: 2_000_000_000,
  bytesKnown: 0,
  cost: { secret: 0.4, events: 0.0006, egress: 0.04, total: 0.4406 },
};
const FINDING = {
  code: "rule",
  outcome: "error",
  message: "The rule is disabled.",
  remedy: "Enable the rule.",
};

function open(
  integration: IntegrationSummary | Error = CONNECTED,
  role: "owner" | "editor" | "member" = "owner",
) {
  const sent: string[] = [];
  let checkedAt = "2026-11-22T01:00:00.000Z";
  const page = openPage(<IntegrationPage />, {
    at: "integrations/amazon-ecr/i1",
    path: "integrations/amazon-ecr/:integrationId",
    role,
    answers(method, { pathname }, body) {
      if (method !== "GET") {
        sent.push(`${method} ${pathname.split("/demo/")[1] ?? ""} ${JSON.stringify(body)}`);
        if (pathname.endsWith("/check")) checkedAt = "2026-11-22T02:00:01.000Z";
        const requestedAt = "2026-11-22T02:00:00.000Z";
        return method === "POST" ? { integrationId: "i1", requestedAt } : integration;
      }
      if (pathname.endsWith("/usage")) return { items: [MONTH] };
      if (pathname.endsWith("/check"))
        return { integrationId: "i1", checkedAt, outcome: "error", findings: [FINDING] };
      return integration;
    },
  });
  return { ...page, sent };
}

const CHECKED: IntegrationSummary = {
  ...CONNECTED,
  lastCheck: { outcome: "error", checkedAt: "2026-11-22T01:00:00.000Z" },
};

const press = async (name: string, within_: HTMLElement = document.body) =>
  userEvent.click(await within(within_).findByRole("button", { name }));

test("shows what it is, where its stack is, and what it cost", async () => {
  open();
  expect(await screen.findByRole("heading", { name: "222222222222 · us-east-1" })).toBeTruthy();
  const stack = screen.getByRole("link", { name: /TestECRIntegration/ });
  expect(stack.getAttribute("href")).toBe("https://console.test/stack");
  const row = await screen.findByRole("row", { name: /2026-11/ });
  expect(within(row).getByText("3,000")).toBeTruthy();
  expect(within(row).getByText("$0.0006")).toBeTruthy();
  expect(within(row).getByText("$0.44")).toBeTruthy();
});

test("a check shows that it runs, then what it found and what to do", async () => {
  const { sent } = open(CHECKED);
  const row = await screen.findByRole("row", { name: /The rule is disabled/ });
  expect(within(row).getByText("Enable the rule.")).toBeTruthy();
  await press("Check now");
  expect(sent).toEqual(["POST integrations/i1/check {}"]);
  expect(await screen.findByText(/Looking at everything/)).toBeTruthy();
});

test("what was never checked is not asked for its report", async () => {
  const { asked } = open();
  expect(await screen.findByText(/Not checked yet/)).toBeTruthy();
  expect(asked.filter((request) => request.endsWith("/check"))).toEqual([]);
});

test("a key that others may know is refused at once", async () => {
  const { sent } = open();
  await press("Rotate key");
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("checkbox", { name: /Refuse the old key/ }));
  await press("Rotate key", dialog);
  expect(sent).toEqual(['POST integrations/i1/rotate {"revokeOld":true}']);
});

test("all repositories, and so many of their latest images, are activated", async () => {
  const { sent } = open();
  await press("Change repositories");
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("radio", { name: "All" }));
  await userEvent.type(within(dialog).getByRole("textbox", { name: /Latest images/ }), "3");
  await press("Save", dialog);
  expect(sent).toEqual(['PATCH integrations/i1 {"activation":"all","latest":3}']);
});

test("the repositories are listed again", async () => {
  const { sent } = open(CONNECTED, "editor");
  await press("List repositories");
  expect(sent).toEqual(["POST integrations/i1/refresh {}"]);
  const rotate = screen.getByRole("button", { name: "Rotate key" });
  expect(rotate.getAttribute("aria-disabled")).toBe("true");
});

test("a pending one says how its stack is launched, and until when the link is good", async () => {
  open(PENDING);
  const wizard = await screen.findByRole("link", { name: /Open the wizard/ });
  expect(wizard.getAttribute("href")).toBe("https://console.test/wizard");
  expect(screen.getByText(/Good until/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Check now" })).toBeNull();
});

test("of one that is gone, what went with it", async () => {
  open(refusal(404, "integration-not-found", "It was removed."));
  expect(await screen.findByText("It was removed.")).toBeTruthy();
  const link = screen.getByRole("link", { name: /see what went with it/ });
  expect(link.getAttribute("href")).toBe("/o/demo/integrations/amazon-ecr/removed/i1");
});
