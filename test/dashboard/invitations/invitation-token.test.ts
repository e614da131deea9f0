/** @jest-environment jsdom */
import { beforeEach, expect, test } from "@jest/globals";
import {
  forgetInvitation,
  invitationLink,
  keptInvitation,
  takeInvitation,
} from "../../../dashboard/src/invitations/invitation-token.ts";

beforeEach(() => {
  sessionStorage.clear();
});

test("the token leaves the address at once, and the tab keeps it", () => {
  const link = invitationLink("https://scout.example", "scout_inv_1_a-b");
  window.history.replaceState({ key: 1 }, "", link.slice("https://scout.example".length));
  const entries = window.history.length;
  takeInvitation(window);
  expect(window.location.href).toBe(`${window.location.origin}/invitations`);
  expect(window.history.length).toBe(entries);
  expect(window.history.state).toEqual({ key: 1 });
  expect(keptInvitation(sessionStorage)).toBe("scout_inv_1_a-b");
  forgetInvitation(sessionStorage);
  expect(keptInvitation(sessionStorage)).toBeUndefined();
});

test.each(["/o/demo/images#x", "/invitations", "/invitations#"])("%s has none", (address) => {
  window.history.replaceState(null, "", address);
  takeInvitation(window);
  expect(keptInvitation(sessionStorage)).toBeUndefined();
});
