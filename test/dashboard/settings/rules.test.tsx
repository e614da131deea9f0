/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { RepositoriesPage } from "../../../dashboard/src/settings/repositories/repositories-page.tsx";
import { openPage, refusal } from "../harness.tsx";
import { INTEGRATION, PENDING, REGISTRY } from "./integrations.ts";
import { recordChanges, type SentRequest } from "./requests.ts";

function open(role: "owner" | "editor" | "member", change?: (request: SentRequest) => unknown) {
  const recorded = recordChanges(
    { integrations: [INTEGRATION, PENDING], repositories: [] },
    change,
  );
  const page = openPage(<RepositoriesPage />, {
    at: "settings/repositories?tab=rules",
    role,
    answers: recorded.answers,
  });
  return { ...page, changes: recorded.changes };
}

const press = async (name: string, within_: HTMLElement = document.body) =>
  userEvent.click(await within(within_).findByRole("button", { name }));

test("each registry tells what is analysed of it by itself", async () => {
  open("member");
  const row = await screen.findByRole("row", { name: /222222222222/ });
  expect(row.textContent).toContain("Chosen ones, and by pattern");
  expect(row.textContent).toContain("team/*");
  expect(within(row).queryByRole("button", { name: /^Remove/ })).toBeNull();
  const pending = await screen.findByRole("row", { name: /Not launched yet/ });
  expect(pending.textContent).toContain("All, and whatever comes");
});

test("a pattern is added for every registry", async () => {
  const { changes } = open("editor", () => ({ items: [{ name: "*-prod", result: "done" }] }));
  await press("Add a pattern");
  const dialog = await screen.findByRole("dialog", { name: "Activate by pattern" });
  const pattern = within(dialog).getByRole("textbox", { name: "Pattern of names" });
  await userEvent.type(pattern, "Team");
  expect(within(dialog).getByText(/Small letters, digits/)).toBeTruthy();
  await userEvent.clear(pattern);
  await userEvent.type(pattern, "*-prod");
  await press("Activate", dialog);
  const items = [{ pattern: "*-prod", activated: true }];
  expect(changes).toEqual([{ method: "PATCH", path: "repositories", body: { items } }]);
});

test("a refused pattern keeps the dialog open with the API's reason", async () => {
  open("editor", () => refusal(400, "invalid-request", "It has 50 patterns already."));
  await press("Add a pattern to 222222222222 · us-east-1");
  const dialog = await screen.findByRole("dialog", { name: "Activate by pattern" });
  await userEvent.type(within(dialog).getByRole("textbox", { name: "Pattern of names" }), "a*");
  await press("Activate", dialog);
  expect((await within(dialog).findByRole("alert")).textContent).toContain("50 patterns");
});

test("a pattern is removed from its registry", async () => {
  const { changes } = open("editor");
  await press("Remove team/* of 222222222222 · us-east-1");
  const dialog = await screen.findByRole("dialog", { name: "Remove the pattern team/*?" });
  await userEvent.click(within(dialog).getByRole("radio", { name: "Purge" }));
  await press("Remove", dialog);
  expect(changes[0]?.body).toEqual({
    items: [{ registry: REGISTRY, pattern: "team/*", activated: false, purge: true }],
  });
});

test("owners alone have all analysed, and whatever comes", async () => {
  open("editor");
  const change = await screen.findByRole("button", {
    name: "Change what is analysed of 222222222222 · us-east-1",
  });
  expect(change.getAttribute("aria-disabled")).toBe("true");
});

test("an owner has all analysed, and whatever comes", async () => {
  const { changes } = open("owner", () => INTEGRATION);
  await press("Change what is analysed of 222222222222 · us-east-1");
  const dialog = await screen.findByRole("dialog");
  const [all] = within(dialog)
    .getAllByRole("radio")
    .filter((one) => !(one as HTMLInputElement).checked);
  if (all) await userEvent.click(all);
  await press("Save", dialog);
  expect(changes).toEqual([
    { method: "PATCH", path: "integrations/i1", body: { activation: "all" } },
  ]);
});
