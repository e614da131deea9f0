import { createContext, useContext, useSyncExternalStore } from "react";
import type { Session, SessionState } from "./session.ts";

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of this tab. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("There is no SessionContext above.");
  return session;
}

/** Where the session is, and again whenever that changes. */
export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.listen, session.state);
}
