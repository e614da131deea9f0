import type { OtherTabs } from "./session.ts";

const CHANNEL = "ecr-scout.sign-out";

/** Reaches the other tabs of this browser; what is sent is that somebody signed out, nothing more. */
export function otherTabs(): OtherTabs {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    tell() {
      channel.postMessage(null);
    },
    onTold(listener) {
      channel.addEventListener("message", listener);
    },
  };
}
