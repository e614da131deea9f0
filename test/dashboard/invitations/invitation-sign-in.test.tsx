/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ApiClient } from "../../../dashboard/src/api/api-client.ts";
import { createQueryClient } from "../../../dashboard/src/api/query-client.ts";
import { App } from "../../../dashboard/src/app/app.tsx";
import { takeInvitation } from "../../../dashboard/src/invitations/invitation-token.ts";
import { createSession } from "../../../dashboard/src/session/session.ts";
import { createSessionStore } from "../../../dashboard/src/session/stored-session.ts";
import { prepareWindow } from "../harness.tsx";

const SETTINGS = { kind: "members", members: [{ name: "owner", role: "owner", token: "t" }] };

function answer(path: string): unknown {
  switch (path) {
    case "/v1/brand":
      return { name: "Test Scout" };
    case "/v1/me":
      return { issuer: "i", subject: "s", name: "Ada", organizations: [] };
    case "/v1/invitations/scout_inv_1_a":
      return {
        organizationId: "acme",
        organizationName: "Acme",
        role: "member",
        expiresAt: "2026-11-28T00:00:00.000Z",
      };
    default:
      return { items: [], nextCursor: null, asOf: null };
  }
}

test("who opens a link without a session signs in first, and is in no organization yet", async () => {
  prepareWindow();
  sessionStorage.clear();
  window.history.replaceState(null, "", "/invitations#scout_inv_1_a");
  takeInvitation(window);
  const session = createSession(createSessionStore(sessionStorage), {
    location: window.location,
    history: window.history,
    fetch: () => Promise.resolve({ ok: true, json: () => Promise.resolve(SETTINGS) } as Response),
  });
  const client: ApiClient = {
    get: (path) => Promise.resolve(answer(path)) as never,
    change: () => Promise.reject(new Error("not asked for")),
    read: () => Promise.reject(new Error("not asked for")),
  };
  render(<App session={session} client={client} queries={createQueryClient()} />);
  await session.start();
  expect(await screen.findByText(/see which organization invites you/)).toBeTruthy();
  await userEvent.click(await screen.findByRole("button", { name: "Continue as owner" }));
  expect(await screen.findByRole("heading", { level: 1, name: "You are invited" })).toBeTruthy();
  expect(await screen.findByText("Acme")).toBeTruthy();
  expect(window.location.hash).toBe("");
  expect(document.title).toBe("You are invited · Test Scout");
});
