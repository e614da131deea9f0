/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { AuditPage } from "../../../dashboard/src/settings/audit/audit-page.tsx";
import { openPage } from "../harness.tsx";
import { recordChanges } from "./requests.ts";

const ENTRY = {
  auditId: "1",
  at: "2026-11-22T00:00:00.000Z",
  action: "Remove an integration",
  operation: "deleteIntegrationsByIntegrationId",
  actor: { issuer: "https://login.example", subject: "9f", name: null, tokenId: "t1" },
  target: { integrationId: "0123456789abcdef" },
  request: null,
  requestId: "6f1c",
};
const LATER = {
  ...ENTRY,
  auditId: "2",
  action: "Something that is done later",
  operation: "postLater",
  actor: { ...ENTRY.actor, name: "<b>Eve</b>", tokenId: null },
  target: {},
  request: { note: "<script>alert(1)</script>" },
};

function open(role: "owner" | "editor" = "owner") {
  const { answers } = recordChanges({ audit: [ENTRY, LATER] });
  return openPage(<AuditPage />, { at: "settings/audit", role, answers });
}

test("an entry tells who, what, on what and how", async () => {
  open();
  const row = await screen.findByRole("row", { name: /Remove an integration/ });
  expect(row.textContent).toContain("9f (by a personal access token)");
  expect(row.textContent).toContain("Integration 0123456789abcdef");
});

test("an operation that the dashboard does not know is told in the API's words", async () => {
  open();
  const row = await screen.findByRole("row", { name: /Something that is done later/ });
  expect(row.textContent).toContain("<b>Eve</b>");
  expect(row.textContent).toContain("The organization");
});

test("an entry is opened whole, with what was asked for as text", async () => {
  open();
  await userEvent.click(
    await screen.findByRole("button", { name: /^Details: Something that is done later/ }),
  );
  const dialog = await screen.findByRole("dialog", { name: "Something that is done later" });
  expect(within(dialog).getByText(/<script>alert\(1\)<\/script>/)).toBeTruthy();
  expect(dialog.querySelector("script")).toBeNull();
  expect(within(dialog).getByText("None: they had signed in")).toBeTruthy();
});

test("who is no owner is told why, and nothing is asked for", async () => {
  const { asked } = open("editor");
  expect(await screen.findByText(/takes the role Owner; yours is Editor/)).toBeTruthy();
  expect(asked).toEqual([]);
});
