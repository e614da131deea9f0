/** @jest-environment jsdom */
import { beforeEach, expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { InvitationPage } from "../../../dashboard/src/invitations/invitation-page.tsx";
import {
  keepInvitation,
  keptInvitation,
} from "../../../dashboard/src/invitations/invitation-token.ts";
import { openPage, refusal } from "../harness.tsx";

const OFFER = {
  organizationId: "acme",
  organizationName: "Acme <b>",
  role: "editor",
  expiresAt: "2026-11-28T20:40:00.000Z",
};
const ACCEPTED = {
  organizationId: "acme",
  memberId: "1",
  name: "Ada",
  role: "editor",
  token: null,
};

beforeEach(() => {
  sessionStorage.clear();
});

/** The page needs no organization; it does not mind one either. */
function open(offer: unknown, accepted: unknown = ACCEPTED, at = "invitations") {
  const bodies: unknown[] = [];
  const page = openPage(<InvitationPage />, {
    at,
    path: "invitations",
    answers(method, _, body) {
      if (method === "GET") return offer;
      bodies.push(body);
      return accepted;
    },
  });
  return { ...page, bodies };
}

test("tells what is offered to whom, and accepts", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  const { asked, bodies, ...page } = open(OFFER);
  expect(await screen.findByText("Acme <b>")).toBeTruthy();
  expect(screen.getByText(/with the role Editor/)).toBeTruthy();
  expect(screen.getByText("You are signed in as Ada.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Accept" }));
  expect(await screen.findByText("Another page")).toBeTruthy();
  expect(page.address()).toBe("/o/acme");
  expect(asked).toEqual([
    "GET /v1/invitations/scout_inv_1_a",
    "POST /v1/invitations/scout_inv_1_a",
  ]);
  expect(bodies).toEqual([{}]);
  expect(keptInvitation(sessionStorage)).toBeUndefined();
});

test("takes another name", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  const { bodies } = open(OFFER);
  const name = await screen.findByRole("textbox", { name: "What the organization calls you" });
  await userEvent.clear(name);
  await userEvent.type(name, "Countess{Enter}");
  expect(bodies).toEqual([{ name: "Countess" }]);
});

test("a token of another organization is answered by one for the new, shown once", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  open(OFFER, { ...ACCEPTED, token: "scout_pat_new" });
  await userEvent.click(await screen.findByRole("button", { name: "Accept" }));
  expect(await screen.findByText("scout_pat_new")).toBeTruthy();
});

test("an invitation that opens nothing says what to do, and is forgotten", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  open(refusal(404, "invitation-not-found", "It opens nothing."));
  expect(await screen.findByText("This invitation opens nothing")).toBeTruthy();
  expect(screen.getByText(/Ask an owner of the organization/)).toBeTruthy();
  expect(keptInvitation(sessionStorage)).toBeUndefined();
});

test("a member is told so, and the invitation stays open", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  open({ ...OFFER, organizationId: "demo", organizationName: "Demo" });
  expect(await screen.findByText(/You are a member of Demo already/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Accept" })).toBeNull();
});

test("a refusal stands below the form, which stays", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  open(OFFER, refusal(409, "members-busy", "Try again in a minute."));
  await userEvent.click(await screen.findByRole("button", { name: "Accept" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Try again in a minute.");
  expect(screen.getByRole("button", { name: "Accept" })).toBeTruthy();
  expect(keptInvitation(sessionStorage)).toBe("scout_inv_1_a");
});

test("without an invitation the page says how to get one", async () => {
  const { asked } = open(OFFER);
  expect(await screen.findByText(/There is no invitation in the address/)).toBeTruthy();
  expect(asked).toEqual([]);
});

test("a link that is opened in the same tab replaces the one before", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  const { asked } = open(OFFER, ACCEPTED, "invitations#scout_inv_2_b");
  await screen.findByText("Acme <b>");
  expect(asked.at(-1)).toBe("GET /v1/invitations/scout_inv_2_b");
  expect(keptInvitation(sessionStorage)).toBe("scout_inv_2_b");
});

test("who does not want it leaves it", async () => {
  keepInvitation(sessionStorage, "scout_inv_1_a");
  const page = open(OFFER);
  await userEvent.click(await screen.findByRole("button", { name: "Not now" }));
  expect(page.address()).toBe("/");
  expect(keptInvitation(sessionStorage)).toBeUndefined();
});
