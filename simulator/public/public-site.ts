import type { IncomingMessage, ServerResponse } from "node:http";

/** Public https names of AWS that one part of the simulator answers for. */
export interface PublicSite {
  /** The names that are known beforehand, for whoever maps names to the simulator's port. */
  readonly hosts: readonly string[];
  /** Whether it answers for a name (in lower case, without a port). */
  serves(host: string): boolean;
  /** Answers a request to such a name; errors too. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}
