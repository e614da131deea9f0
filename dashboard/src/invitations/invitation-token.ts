/** Where invitations are accepted. The token stands behind `#`, which no server is sent. */
export const INVITATION_PATH = "/invitations";

const KEY = "ecr-scout.invitation";

/** The link that is given to somebody; `origin` is the dashboard's. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}${INVITATION_PATH}#${token}`;
}

/** The parts of a window that hold an address. */
export interface InvitationWindow {
  readonly location: Pick<Location, "pathname" | "hash">;
  readonly history: Pick<History, "replaceState" | "state">;
  readonly sessionStorage: Storage;
}

/**
 * Takes the token out of the address before anything else can read it, so that it is in no
 * history, bookmark or screenshot. The tab keeps it, past a sign-in at an identity provider.
 */
export function takeInvitation({ location, history, sessionStorage }: InvitationWindow): void {
  if (location.pathname !== INVITATION_PATH || location.hash.length < 2) return;
  keepInvitation(sessionStorage, location.hash.slice(1));
  history.replaceState(history.state, "", INVITATION_PATH);
}

/** The token that this tab was opened with. */
export function keptInvitation(storage: Storage): string | undefined {
  return storage.getItem(KEY) ?? undefined;
}

/** Keeps a token in this tab. */
export function keepInvitation(storage: Storage, token: string): void {
  storage.setItem(KEY, token);
}

/** Once it was accepted, or is not wanted. */
export function forgetInvitation(storage: Storage): void {
  storage.removeItem(KEY);
}
