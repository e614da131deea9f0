import { lookup as resolveName } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent } from "undici";
import { PermanentError } from "../../core/errors.ts";
import { isPublicAddress } from "./public-address.ts";
import type { RegistryTimeouts } from "./registry-options.ts";

const DEFAULT_TIMEOUTS = { connect: 10_000, headers: 30_000, stall: 30_000 } as const;

/** The connections of one registry client. */
export interface Agents {
  /** To the registry itself and to hosts that were allowed by name. */
  readonly trusted: Agent;
  /** To whatever the registry names: public addresses only. */
  readonly guarded: Agent;
  close(): Promise<void>;
}

/**
 * Opens no connection yet. The check of addresses is in the connection's own
 * look-up, so that a name can't have another address when it is used than when it
 * was checked.
 */
export function createAgents(timeouts: RegistryTimeouts = {}): Agents {
  const { connect, headers, stall } = { ...DEFAULT_TIMEOUTS, ...timeouts };
  const options = { headersTimeout: headers, bodyTimeout: stall };
  const trusted = new Agent({ ...options, connect: { timeout: connect } });
  const guarded = new Agent({ ...options, connect: { timeout: connect, lookup: publicLookup } });
  return {
    trusted,
    guarded,
    async close() {
      await Promise.all([trusted.destroy(), guarded.destroy()]);
    },
  };
}

/** Resolves a name as usual, and fails where any of its addresses is not public. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, "", 0);
      return;
    }
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
      callback(notPublic(hostname), "", 0);
    } else if (options.all === true) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

function notPublic(hostname: string): PermanentError {
  return new PermanentError(
    "refused-address",
    `The registry led to ${hostname}, whose address is not on the public internet; it was not followed. If this place is yours, allow it by host and port.`,
  );
}
