/** @jest-environment jsdom */
import { beforeEach, expect, test } from "@jest/globals";
import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ApiClient } from "../../dashboard/src/api/api-client.ts";
import { createQueryClient } from "../../dashboard/src/api/query-client.ts";
import { App } from "../../dashboard/src/app/app.tsx";
import { createSession, type Session } from "../../dashboard/src/session/session.ts";
import { createSessionStore } from "../../dashboard/src/session/stored-session.ts";
import { prepareWindow } from "./harness.tsx";

const MEMBERS = ["owner", "member"].map((role) => ({ name: role, role, token: `${role}-token` }));
let organizations: object[];

beforeEach(() => {
  prepareWindow();
  sessionStorage.clear();
  organizations = [{ organizationId: "demo", name: "Demo", role: "owner" }];
});

async function open(at: string): Promise<Session> {
  window.history.replaceState(null, "", at);
  const session = createSession(createSessionStore(sessionStorage), {
    location: window.location,
    history: window.history,
    fetch: () =>
      Promise.resolve({
        ok: true,
        json: () => Promise.resolve({ kind: "members", members: MEMBERS }),
      } as Response),
  });
  const client: ApiClient = {
    get: (path) => Promise.resolve(answer(path)) as never,
    change: () => Promise.reject(new Error("not asked for")),
    read: () => Promise.reject(new Error("not asked for")),
  };
  render(<App session={session} client={client} queries={createQueryClient()} />);
  await session.start();
  return session;
}

function answer(path: string): unknown {
  if (path === "/v1/brand") return { name: "Test Scout" };
  if (path === "/v1/me") return { issuer: "i", subject: "s", name: "Ada", organizations };
  return { items: [], nextCursor: null, asOf: null };
}

const chooseOwner = async () =>
  userEvent.click(await screen.findByRole("button", { name: "Continue as owner" }));

test("who signs in sees the view that the address names", async () => {
  await open("/o/demo/images?repositoryPrefix=team");
  await chooseOwner();
  expect(await screen.findByRole("heading", { level: 1, name: "Images" })).toBeTruthy();
  expect(window.location.search).toBe("?repositoryPrefix=team");
  expect(document.title).toBe("Images · Test Scout");
});

test("a session that ends keeps the view, and asks who goes on", async () => {
  const session = await open("/o/demo/images");
  await chooseOwner();
  await screen.findByRole("heading", { level: 1, name: "Images" });
  await act(() => session.onRefused("owner-token"));
  expect(await screen.findByRole("dialog", { name: "Your session has ended" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Continue as member" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(session.token()).toBe("member-token");
});

test("an address that names nothing says so", async () => {
  await open("/o/demo/nothing/here");
  await chooseOwner();
  expect(await screen.findByRole("heading", { name: "There is no such page" })).toBeTruthy();
});

test("of several organizations one is chosen", async () => {
  organizations.push({ organizationId: "other", name: "Other", role: "member" });
  await open("/");
  await chooseOwner();
  await userEvent.click(await screen.findByRole("link", { name: "Other" }));
  expect(window.location.pathname).toMatch(/^\/o\/other\/\w+$/);
});

test.each([
  ["of an organization that is not theirs", "/o/secret/images", "You are not in this organization"],
  ["who are in none", "/", "You are in no organization yet"],
])("people %s learn it", async (_, at, title) => {
  if (at === "/") organizations = [];
  await open(at);
  await chooseOwner();
  expect(await screen.findByRole("heading", { name: title })).toBeTruthy();
});

test("the language and the theme are the reader's choice", async () => {
  await open("/o/demo/images");
  await chooseOwner();
  await userEvent.click((await screen.findAllByRole("button", { name: "Display" }))[0] as Element);
  await userEvent.click(await screen.findByRole("menuitemcheckbox", { name: "简体中文" }));
  expect(await screen.findByRole("heading", { level: 1, name: "镜像" })).toBeTruthy();
  expect(document.documentElement.lang).toBe("zh-CN");
});
