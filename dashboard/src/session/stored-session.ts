/** Who is signed in, in this tab alone. */
export interface StoredSession {
  /** The bearer token for the API. */
  readonly token: string;
  /** In local mode, which of the members it is. */
  readonly member?: string;
  /** With which the identity provider renews the session. */
  readonly refreshToken?: string;
  /** For signing out at the provider. */
  readonly idToken?: string;
}

/** What must be the same when the provider sends the reader back (RFC 6749, 10.12; OpenID Connect 3.1.2.1). */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path, query and fragment of the view to go back to. */
  readonly returnTo: string;
}

const SESSION = "ecr-scout.session";
const PENDING = "ecr-scout.sign-in";

/** The tab's memory of who is signed in; other tabs and later visits do not see it. */
export interface SessionStore {
  session(): StoredSession | undefined;
  keepSession(session: StoredSession | undefined): void;
  /** Takes what was put, once. */
  takePending(): PendingSignIn | undefined;
  putPending(pending: PendingSignIn): void;
}

/** @param storage The tab's `sessionStorage`. */
export function createSessionStore(storage: Storage): SessionStore {
  return {
    session: () => read(storage, SESSION) as StoredSession | undefined,
    keepSession(session) {
      if (session === undefined) storage.removeItem(SESSION);
      else storage.setItem(SESSION, JSON.stringify(session));
    },
    takePending() {
      const pending = read(storage, PENDING) as PendingSignIn | undefined;
      storage.removeItem(PENDING);
      return pending;
    },
    putPending(pending) {
      storage.setItem(PENDING, JSON.stringify(pending));
    },
  };
}

function read(storage: Storage, key: string): unknown {
  try {
    const text = storage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
