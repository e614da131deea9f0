import { expect, test } from "@jest/globals";
import { createSession } from "../../dashboard/src/session/session.ts";
import { createSessionStore } from "../../dashboard/src/session/stored-session.ts";

const ORIGIN = "https://scout.example";
const ISSUER = "https://login.example/pool";
const SETTINGS = { kind: "oidc", issuer: ISSUER, clientId: "client-1", scopes: ["email"] };
const MEMBERS = {
  kind: "members",
  members: [{ name: "owner", role: "owner", token: "owner-token" }],
};

function storageOf(entries: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  } as unknown as Storage;
}

function tokenWith(claims: object): string {
  return `h.${btoa(JSON.stringify(claims)).replaceAll("+", "-").replaceAll("/", "_")}.s`;
}

/** A tab of a browser with the service and the identity provider behind it. */
function openTab(
  settings: object | number,
  storage = storageOf(),
  href = `${ORIGIN}/o/demo/images?order=x`,
) {
  const left: string[] = [];
  const shown: string[] = [];
  const asked: URLSearchParams[] = [];
  const provider = { nonce: "", status: 200 };
  const page = {
    location: { href, origin: ORIGIN, assign: (url: string | URL) => left.push(String(url)) },
    history: {
      replaceState: (_: unknown, __: string, url?: string | URL | null) => shown.push(String(url)),
    },
    fetch: ((url: string, init?: RequestInit) => {
      if (url === "/sign-in.json") {
        return Promise.resolve(
          typeof settings === "number"
            ? new Response("", { status: settings })
            : Response.json(settings),
        );
      }
      if (url.endsWith("/.well-known/openid-configuration")) {
        return Promise.resolve(
          Response.json({
            issuer: ISSUER,
            authorization_endpoint: "https://login.example/authorize",
            token_endpoint: "https://login.example/token",
            end_session_endpoint: "https://login.example/logout",
          }),
        );
      }
      asked.push(init?.body as URLSearchParams);
      const id = tokenWith({ iss: ISSUER, aud: "client-1", nonce: provider.nonce });
      const answer = { access_token: `access-${asked.length}`, id_token: id, refresh_token: "r" };
      return Promise.resolve(Response.json(answer, { status: provider.status }));
    }) as typeof fetch,
  };
  const tabs = { told: 0, listener: (): void => undefined };
  const session = createSession(createSessionStore(storage), page, {
    tell: () => (tabs.told += 1),
    onTold: (listener) => (tabs.listener = listener),
  });
  return { session, storage, left, shown, asked, provider, tabs };
}

/** Begins to sign in, and comes back as the provider sends people back. */
async function comeBack(change: (query: URLSearchParams) => void = () => undefined) {
  const tab = openTab(SETTINGS);
  await tab.session.start();
  await tab.session.signIn();
  const asked = new URL(tab.left[0] ?? "").searchParams;
  const query = new URLSearchParams({ code: "c-1", state: asked.get("state") ?? "" });
  change(query);
  const back = openTab(SETTINGS, tab.storage, `${ORIGIN}/signed-in?${query.toString()}`);
  back.provider.nonce = asked.get("nonce") ?? "";
  return { asked, back };
}

test("in local mode a member is chosen", async () => {
  const { session } = openTab(MEMBERS);
  await session.start();
  expect(session.state().status).toBe("signed-out");
  session.chooseMember({ name: "owner", role: "owner", token: "owner-token" });
  expect(session.state().status).toBe("signed-in");
  expect(session.token()).toBe("owner-token");
});

test("a reload stays signed in", async () => {
  const first = openTab(MEMBERS);
  first.session.chooseMember({ name: "owner", role: "owner", token: "owner-token" });
  const second = openTab(MEMBERS, first.storage);
  await second.session.start();
  expect(second.session.state().status).toBe("signed-in");
});

test("who can't be asked how to sign in is unavailable", async () => {
  const { session } = openTab(503);
  await session.start();
  expect(session.state().status).toBe("unavailable");
});

test("signing in asks the provider with PKCE and comes back to the view", async () => {
  const { asked, back } = await comeBack();
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: "code",
    client_id: "client-1",
    redirect_uri: `${ORIGIN}/signed-in`,
    scope: "openid email",
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
  });
  await back.session.start();
  expect(back.session.state().status).toBe("signed-in");
  expect(back.session.token()).toBe("access-1");
  expect(back.shown).toEqual(["/o/demo/images?order=x"]);
  expect(Object.fromEntries(back.asked[0] ?? [])).toMatchObject({
    grant_type: "authorization_code",
    code: "c-1",
    code_verifier: expect.stringMatching(/^[\w-]{43}$/),
  });
});

test("an answer with another state signs nobody in", async () => {
  const { back } = await comeBack((query) => {
    query.set("state", "other");
  });
  await back.session.start();
  expect(back.session.state()).toMatchObject({
    status: "signed-out",
    error: { reason: "foreign" },
  });
  expect(back.asked).toEqual([]);
});

test("a token that answers another sign-in signs nobody in", async () => {
  const { back } = await comeBack();
  back.provider.nonce = "other";
  await back.session.start();
  expect(back.session.state()).toMatchObject({ error: { reason: "foreign" } });
  expect(back.session.token()).toBeUndefined();
});

test("a refusal of the provider is told", async () => {
  const { back } = await comeBack((query) => {
    query.delete("code");
    query.set("error", "access_denied");
  });
  await back.session.start();
  expect(back.session.state()).toMatchObject({
    error: { reason: "refused", message: "access_denied" },
  });
});

test("a refused token is renewed once for all who ask", async () => {
  const { back } = await comeBack();
  await back.session.start();
  const renewed = await Promise.all([
    back.session.onRefused("access-1"),
    back.session.onRefused("access-1"),
  ]);
  expect(renewed).toEqual(["access-2", "access-2"]);
  expect(await back.session.onRefused("access-1")).toBe("access-2");
  expect(back.asked).toHaveLength(2);
});

test("a session that can't be renewed is over, and the view stays", async () => {
  const { back } = await comeBack();
  await back.session.start();
  back.provider.status = 400;
  expect(await back.session.onRefused("access-1")).toBeUndefined();
  expect(back.session.state().status).toBe("expired");
  expect(back.session.token()).toBeUndefined();
});

test("signing out forgets the tokens and leads to the provider", async () => {
  const { back } = await comeBack();
  await back.session.start();
  await back.session.signOut();
  expect(back.session.token()).toBeUndefined();
  expect(back.left[0]).toMatch(/^https:\/\/login\.example\/logout\?client_id=client-1/);
});

test("who signs out in one tab is signed out in the others", async () => {
  const [one, other] = [await comeBack(), await comeBack()];
  await one.back.session.start();
  await other.back.session.start();
  await one.back.session.signOut();
  expect(one.back.tabs.told).toBe(1);
  other.back.tabs.listener();
  expect(other.back.session.state().status).toBe("signed-out");
  expect(other.back.session.token()).toBeUndefined();
  expect(other.back.left).toEqual([]);
});

test("in local mode each tab has a member of its own", async () => {
  const { session, tabs } = openTab(MEMBERS);
  await session.start();
  session.chooseMember({ name: "owner", role: "owner", token: "owner-token" });
  tabs.listener();
  expect(session.state().status).toBe("signed-in");
  await session.signOut();
  expect(tabs.told).toBe(0);
});
