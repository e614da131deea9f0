/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { TokensPage } from "../../../dashboard/src/settings/tokens/tokens-page.tsx";
import { openPage, refusal } from "../harness.tsx";
import { recordChanges, type SentRequest } from "./requests.ts";

const TOKEN = {
  tokenId: "t1",
  name: "CI",
  scope: "read",
  memberId: "ada",
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: "2026-01-02T00:00:00.000Z",
  lastUsedAt: null,
};
const NAMELESS = { ...TOKEN, tokenId: "t2", name: null, scope: "write", expiresAt: null };
const LISTS = { tokens: [TOKEN, NAMELESS], members: [{ memberId: "ada", name: "Ada L." }] };

function open(
  at = "settings/tokens",
  role: "owner" | "member" = "owner",
  change?: (request: SentRequest) => unknown,
) {
  const recorded = recordChanges(LISTS, change);
  const page = openPage(<TokensPage />, { at, role, answers: recorded.answers });
  return { ...page, changes: recorded.changes };
}

const press = async (name: string, within_: HTMLElement = document.body) =>
  userEvent.click(await within(within_).findByRole("button", { name }));

test("a token tells its name, what it may, and whether it is over", async () => {
  open();
  const row = await screen.findByRole("row", { name: /CI/ });
  expect(row.textContent).toContain("Look");
  expect(within(row).getByText("Expired")).toBeTruthy();
  const nameless = await screen.findByRole("row", { name: /Made by the operator/ });
  expect(nameless.textContent).toContain("All that its owner may");
});

test("a new token is shown this once", async () => {
  const { changes } = open(undefined, undefined, () => ({ ...TOKEN, token: "scout_pat_1_secret" }));
  await press("Create a token");
  const dialog = await screen.findByRole("dialog", { name: "Create a personal access token" });
  await press("Create", dialog);
  expect(within(dialog).getByText("Give it a name of at most 100 characters.")).toBeTruthy();
  expect(changes).toEqual([]);
  await userEvent.type(
    within(dialog).getByRole("textbox", { name: "What it is for" }),
    " CI {Enter}",
  );
  expect(changes).toEqual([
    { method: "POST", path: "tokens", body: { name: "CI", scope: "read", expiresInDays: 90 } },
  ]);
  expect(await screen.findByText("scout_pat_1_secret")).toBeTruthy();
  await press("Done");
  expect(screen.queryByText("scout_pat_1_secret")).toBeNull();
});

test("a refusal stays in the dialog, with what was typed", async () => {
  open(undefined, undefined, () => refusal(409, "too-many-tokens", "You have fifty. Revoke one."));
  await press("Create a token");
  const dialog = await screen.findByRole("dialog", { name: "Create a personal access token" });
  const name = within(dialog).getByRole("textbox", { name: "What it is for" });
  await userEvent.type(name, "CI{Enter}");
  expect((await within(dialog).findByRole("alert")).textContent).toContain("Revoke one");
  expect((name as HTMLInputElement).value).toBe("CI");
});

test("a token is revoked after a warning", async () => {
  const { changes } = open();
  await press("Revoke CI");
  const dialog = await screen.findByRole("dialog", { name: "Revoke CI?" });
  expect(dialog.textContent).toContain("It can't be brought back");
  await press("Revoke", dialog);
  expect(changes).toEqual([{ method: "DELETE", path: "tokens/t1", body: undefined }]);
});

test("owners look at everyone's tokens, with whose they are; the address says so", async () => {
  const { asked, ...page } = open();
  await userEvent.click(await screen.findByRole("button", { name: "Everyone's" }));
  expect(page.address()).toBe("/o/demo/settings/tokens?of=everyone");
  expect((await screen.findAllByText("Ada L.")).length).toBe(2);
  expect(asked.at(-1)).toContain("limit=");
  expect(asked.some((request) => request.includes("tokens?of=everyone"))).toBe(true);
});

test("others see their own alone, whatever the address says", async () => {
  const { asked } = open("settings/tokens?of=everyone", "member");
  await screen.findByRole("row", { name: /CI/ });
  expect(asked.filter((request) => request.includes("of=everyone"))).toEqual([]);
});
