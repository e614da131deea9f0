/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { isolated } from "../../../dashboard/src/parts/isolated.ts";
import { MembersPage } from "../../../dashboard/src/settings/members/members-page.tsx";
import { openPage } from "../harness.tsx";
import { recordChanges } from "./requests.ts";

const NAME = "<img src=x onerror=alert(1)>\u202eevil";

test("a member's name is a name, in the list and in what is asked about it", async () => {
  const member = {
    memberId: "m",
    name: NAME,
    role: "member",
    issuer: "<b>issuer</b>",
    subject: "s",
    createdAt: "2026-11-22T00:00:00.000Z",
  };
  const { answers } = recordChanges({ members: [member], invitations: [] });
  openPage(<MembersPage />, { at: "settings/members", answers });
  const row = await screen.findByRole("row", { name: /evil/ });
  expect(row.querySelector("bdi")?.textContent).toBe(NAME);
  expect(row.querySelector("img, b")).toBeNull();
  await userEvent.click(await screen.findByRole("button", { name: /^Remove: / }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain(`Remove \u2068${NAME}\u2069?`);
});

test.each([
  ["Ada", "Ada"],
  ["小王", "小王"],
  ["דוד", "\u2068דוד\u2069"],
  ["a\u202eb", "\u2068a\u202eb\u2069"],
])("%j stands in a sentence as %j", (name, shown) => {
  expect(isolated(name)).toBe(shown);
});
