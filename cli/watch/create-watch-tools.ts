import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readDockerCredentials } from "../../adapters/registry/docker-credentials.ts";
import { openListing } from "../../adapters/registry/open-listing.ts";
import { registryAccess } from "../local/registry-access.ts";
import { createFileWatchState } from "./file-watch-state.ts";
import type { WatchTools } from "./watch-tools.ts";

/** Folders of the user, and the clock. */
export interface WatchSettings {
  /** What was seen is kept here between runs. */
  readonly stateDirectory: string;
  /** Of docker's configuration. */
  readonly dockerDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Waits between rounds; for tests. */
  readonly sleep?: WatchTools["sleep"];
}

/** The tools of a watch on this machine. */
export function createWatchTools(settings: WatchSettings): WatchTools {
  const { stateDirectory, dockerDirectory, environment, now } = settings;
  return {
    now,
    sleep:
      settings.sleep ?? ((milliseconds, signal) => setTimeout(milliseconds, undefined, { signal })),
    openListing: (registry) =>
      openListing({
        registry,
        ...registryAccess(registry, environment),
        credentials: () => readDockerCredentials(dockerDirectory, registry, environment),
      }),
    openState: (registry, folder) =>
      createFileWatchState(folder ?? join(stateDirectory, "watch"), registry),
  };
}
