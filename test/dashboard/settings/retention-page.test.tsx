/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { RetentionPage } from "../../../dashboard/src/settings/retention/retention-page.tsx";
import { openPage } from "../harness.tsx";
import { INTEGRATION } from "./integrations.ts";
import { recordChanges } from "./requests.ts";

function open(retention: unknown, role: "owner" | "editor" = "owner") {
  const recorded = recordChanges({ integrations: [{ ...INTEGRATION, retention }] });
  const page = openPage(<RetentionPage />, {
    at: "settings/retention",
    role,
    answers: recorded.answers,
  });
  return { ...page, changes: recorded.changes };
}

const CHANGE = "Change retention of 222222222222 · us-east-1";

async function openDialog(): Promise<HTMLElement> {
  await userEvent.click(await screen.findByRole("button", { name: CHANGE }));
  return screen.findByRole("dialog", { name: "Retention of 222222222222 · us-east-1" });
}

test.each([
  [null, "Everything, for good"],
  [{ maxAgeDays: 1 }, "Images pushed in the last 1 day"],
  [{ keepLatest: 2000 }, "At most the latest 2,000 images of a repository"],
  [
    { maxAgeDays: 90, keepLatest: 20 },
    "Images pushed in the last 90 days, of these the latest 20 images of a repository",
  ],
])("limits %j are told as %s", async (retention, words) => {
  open(retention);
  expect(await screen.findByText(words)).toBeTruthy();
});

test("limits are set, one of them or both", async () => {
  const { changes } = open(null);
  const dialog = await openDialog();
  await userEvent.click(within(dialog).getByRole("radio", { name: "Within limits" }));
  expect(within(dialog).getByText(/does not come back/)).toBeTruthy();
  await userEvent.type(within(dialog).getByRole("textbox", { name: /Days since/ }), "180");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(changes).toEqual([
    { method: "PATCH", path: "integrations/i1", body: { retention: { maxAgeDays: 180 } } },
  ]);
});

test.each(["0", "3651", "1.5", "-1", "ten"])("%s days are no limit", async (text) => {
  const { changes } = open({ maxAgeDays: 30 });
  const dialog = await openDialog();
  const days = within(dialog).getByRole("textbox", { name: /Days since/ });
  await userEvent.clear(days);
  await userEvent.type(days, text);
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(within(dialog).getByText("A whole number from 1 to 3,650, or nothing.")).toBeTruthy();
  expect(changes).toEqual([]);
});

test("limits are taken back", async () => {
  const { changes } = open({ maxAgeDays: 30, keepLatest: 5 });
  const dialog = await openDialog();
  const latest = within(dialog).getByRole("textbox", { name: /Latest images/ });
  expect((latest as HTMLInputElement).value).toBe("5");
  await userEvent.click(within(dialog).getByRole("radio", { name: "Everything" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(changes[0]?.body).toEqual({ retention: null });
});

test("who is no owner is told why they can't", async () => {
  open(null, "editor");
  const button = await screen.findByRole("button", { name: CHANGE });
  expect(button.getAttribute("aria-disabled")).toBe("true");
});
