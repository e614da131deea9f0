import type { RegistryListing } from "../../adapters/registry/open-listing.ts";
import type { WatchState } from "./watch-state.ts";

/** What watching a registry works with, beside the engine. */
export interface WatchTools {
  /** @param registry `host[:port]` */
  openListing(registry: string): RegistryListing;
  /**
   * What earlier runs have seen of a registry.
   * @param folder Instead of the usual one.
   */
  openState(registry: string, folder: string | undefined): WatchState;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => Date;
}
