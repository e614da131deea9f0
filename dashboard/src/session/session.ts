import {
  beginSignIn,
  CALLBACK_PATH,
  finishSignIn,
  renewSession,
  SignInError,
  signOutUrl,
} from "./oidc.ts";
import { type LocalMember, readSignInSettings, type SignInSettings } from "./sign-in-settings.ts";
import type { SessionStore } from "./stored-session.ts";

/** Where a sign-in is: `expired` keeps the view, `signed-out` has none. */
export type SessionStatus = "starting" | "signed-out" | "signed-in" | "expired" | "unavailable";

/** What is shown of the session. */
export interface SessionState {
  readonly status: SessionStatus;
  /** Undefined until it was read, or where it can't be read. */
  readonly settings: SignInSettings | undefined;
  /** Why the last attempt to sign in failed. */
  readonly error: SignInError | undefined;
}

/** The session of this tab. */
export interface Session {
  readonly state: () => SessionState;
  /** @returns How to stop listening. */
  readonly listen: (listener: () => void) => () => void;
  readonly token: () => string | undefined;
  /** For the client: another token, or undefined after the session was marked as expired. */
  readonly onRefused: (token: string | undefined) => Promise<string | undefined>;
  /** Reads how people sign in and handles the provider's answer, if the page was opened by one. */
  readonly start: () => Promise<void>;
  readonly chooseMember: (member: LocalMember) => void;
  /** Leads to the identity provider, and later back to the view. */
  readonly signIn: () => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** The parts of a window that a session needs. */
export interface SessionWindow {
  readonly location: Pick<Location, "href" | "origin" | "assign">;
  readonly history: Pick<History, "replaceState">;
  readonly fetch: typeof fetch;
}

/** The other tabs of this browser that show the dashboard. */
export interface OtherTabs {
  /** Tells them that the reader has signed out. */
  readonly tell: () => void;
  readonly onTold: (listener: () => void) => void;
}

/** Makes the session of a tab; nothing is read before `start`. */
export function createSession(
  store: SessionStore,
  page: SessionWindow,
  others?: OtherTabs,
): Session {
  const listeners = new Set<() => void>();
  const send: typeof fetch = (url, init) => page.fetch(url, init);
  let state: SessionState = { status: "starting", settings: undefined, error: undefined };
  let renewal: Promise<string | undefined> | undefined;

  function become(change: Partial<SessionState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  async function renew(): Promise<string | undefined> {
    const { settings } = state;
    const session = store.session();
    const renewed =
      session && settings?.kind === "oidc"
        ? await renewSession(settings, session, send)
        : undefined;
    store.keepSession(renewed);
    if (renewed === undefined) become({ status: "expired" });
    return renewed?.token;
  }

  async function handleCallback(settings: SignInSettings, url: URL): Promise<void> {
    if (settings.kind !== "oidc") return;
    const pending = store.takePending();
    // Code and state leave the address before anything else can read it.
    page.history.replaceState(null, "", pending?.returnTo ?? "/");
    store.keepSession(await finishSignIn(settings, url, pending, send));
  }

  async function start(): Promise<void> {
    const url = new URL(page.location.href);
    let settings: SignInSettings | undefined;
    try {
      settings = await readSignInSettings(send);
      if (url.pathname === CALLBACK_PATH) await handleCallback(settings, url);
      become({ settings, status: store.session() ? "signed-in" : "signed-out", error: undefined });
    } catch (error) {
      if (error instanceof SignInError) become({ settings, status: "signed-out", error });
      else become({ status: "unavailable" });
    }
  }

  // Who signs out at a provider means this browser. Local mode has a member of its own in each tab.
  others?.onTold(() => {
    if (state.settings?.kind !== "oidc" || store.session() === undefined) return;
    store.keepSession(undefined);
    become({ status: "signed-out", error: undefined });
  });

  return {
    state: () => state,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    token: () => store.session()?.token,
    async onRefused(token) {
      const current = store.session()?.token;
      // Somebody else's request has renewed it meanwhile.
      if (current !== undefined && current !== token) return current;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
    start,
    chooseMember({ name, token }) {
      store.keepSession({ token, member: name });
      become({ status: "signed-in", error: undefined });
    },
    async signIn() {
      const { settings } = state;
      if (settings?.kind !== "oidc") return;
      const { href, origin } = page.location;
      try {
        const begun = await beginSignIn(settings, origin, href.slice(origin.length), send);
        store.putPending(begun.pending);
        page.location.assign(begun.url);
      } catch (error) {
        if (error instanceof SignInError) become({ error });
        else throw error;
      }
    },
    async signOut() {
      const { settings } = state;
      const session = store.session();
      store.keepSession(undefined);
      become({ status: "signed-out", error: undefined });
      if (settings?.kind !== "oidc" || session === undefined) return;
      others?.tell();
      const url = await signOutUrl(settings, session, page.location.origin, send);
      if (url !== undefined) page.location.assign(url);
    },
  };
}
