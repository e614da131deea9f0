/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { MembersPage } from "../../../dashboard/src/settings/members/members-page.tsx";
import { openPage, refusal } from "../harness.tsx";
import { recordChanges, type SentRequest } from "./requests.ts";

const ADA = {
  memberId: "ada",
  name: "Ada",
  role: "owner",
  issuer: "ecr-scout",
  subject: "1",
  createdAt: "2026-11-22T00:00:00.000Z",
};
const BOB = { ...ADA, memberId: "b/ob", name: "Bob", role: "member", subject: "2" };
const INVITATION = {
  invitationId: "inv",
  role: "editor",
  note: "Carol",
  createdAt: "2026-11-22T00:00:00.000Z",
  expiresAt: "2026-11-29T00:00:00.000Z",
};
const LISTS = { members: [ADA, BOB], invitations: [INVITATION] };

function open(role: "owner" | "member" = "owner", change?: (request: SentRequest) => unknown) {
  const recorded = recordChanges(LISTS, change);
  const page = openPage(<MembersPage />, {
    at: "settings/members",
    role,
    answers: recorded.answers,
  });
  return { ...page, changes: recorded.changes };
}

const press = async (name: string, within_: HTMLElement = document.body) =>
  userEvent.click(await within(within_).findByRole("button", { name }));

test("a member is given another role", async () => {
  const { changes } = open("owner", () => ({ ...BOB, role: "editor" }));
  await press("Change role: Bob");
  const dialog = await screen.findByRole("dialog", { name: "Role of Bob" });
  const submit = within(dialog).getByRole("button", { name: "Change role" });
  expect(submit.hasAttribute("disabled")).toBe(true);
  await userEvent.click(within(dialog).getByRole("radio", { name: "Editor" }));
  await userEvent.click(submit);
  expect(changes).toEqual([{ method: "PATCH", path: "members/b%2Fob", body: { role: "editor" } }]);
  expect(screen.queryByRole("dialog", { name: "Role of Bob" })).toBeNull();
});

test("the API's reason why the last owner stays one stands in the dialog", async () => {
  open("owner", () =>
    refusal(409, "last-owner", "Ada is the only owner. Make somebody one first."),
  );
  await press("Change role: Ada");
  const dialog = await screen.findByRole("dialog", { name: "Role of Ada" });
  await userEvent.click(within(dialog).getByRole("radio", { name: "Member" }));
  expect(within(dialog).getByText(/This is your own role/)).toBeTruthy();
  await press("Change role", dialog);
  expect((await within(dialog).findByRole("alert")).textContent).toContain("the only owner");
});

test("a removal says what it takes away before it removes", async () => {
  const { changes } = open();
  await press("Remove: Bob");
  const dialog = await screen.findByRole("dialog", { name: "Remove Bob?" });
  expect(dialog.textContent).toContain("Their personal access tokens open nothing");
  await press("Cancel", dialog);
  expect(changes).toEqual([]);
  await press("Remove: Bob");
  await press("Remove", await screen.findByRole("dialog", { name: "Remove Bob?" }));
  expect(changes).toEqual([{ method: "DELETE", path: "members/b%2Fob", body: undefined }]);
});

test("the link of an invitation is shown once, its token behind the #", async () => {
  const { changes } = open("owner", () => ({ ...INVITATION, token: "scout_inv_1_secret" }));
  await press("Invite somebody");
  const dialog = await screen.findByRole("dialog", { name: "Invite somebody" });
  await userEvent.click(within(dialog).getByRole("radio", { name: "Editor" }));
  await userEvent.type(
    within(dialog).getByRole("textbox", { name: "For whom (optional)" }),
    "Carol",
  );
  await press("Create the link", dialog);
  expect(changes[0]?.body).toEqual({ role: "editor", note: "Carol" });
  const link = `${location.origin}/invitations#scout_inv_1_secret`;
  expect(await screen.findByText(link)).toBeTruthy();
  await press("Done");
  expect(screen.queryByText(link)).toBeNull();
});

test("an open invitation is withdrawn", async () => {
  const { changes } = open();
  await press("Withdraw the invitation: Carol");
  await press("Withdraw", await screen.findByRole("dialog", { name: "Withdraw the invitation?" }));
  expect(changes).toEqual([{ method: "DELETE", path: "invitations/inv", body: undefined }]);
});

test("who is no owner sees why they can't change anything, and asks for no invitations", async () => {
  const { asked } = open("member");
  const invite = await screen.findByRole("button", { name: "Invite somebody" });
  expect(invite.getAttribute("aria-disabled")).toBe("true");
  expect(invite.textContent).toContain("This takes the role Owner; yours is Member.");
  const remove = await screen.findByRole("button", { name: "Remove: Bob" });
  expect(remove.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText("Only owners see the open invitations, and invite.")).toBeTruthy();
  expect(asked.some((request) => request.includes("/invitations"))).toBe(false);
});
