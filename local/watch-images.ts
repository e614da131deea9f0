import type { ApiImage } from "./image-summary.ts";
import type { ScoutApi } from "./scout-api.ts";

const POLL_MS = 500;
const FINAL_STATES = new Set(["analyzed", "failed", "unsupported", "deleted"]);

interface Options {
  readonly api: ScoutApi;
  readonly organization: string;
  /** Gets each image once for each time that it reaches a final state. */
  readonly onResult: (image: ApiImage) => void;
  readonly onError: (error: unknown) => void;
}

/** A running watch. */
export interface ImageWatch {
  close(): Promise<void>;
}

/**
 * Watches the API for images that were analysed since the watch began. What was there
 * before is not told again.
 */
export async function watchImages(options: Options): Promise<ImageWatch> {
  const seen = new Map<string, string>();
  for (const image of await recentImages(options)) seen.set(image.imageId, versionOf(image));
  const stop = new AbortController();
  const running = poll(options, seen, stop.signal);
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function poll(
  options: Options,
  seen: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const image of (await recentImages(options)).toReversed()) {
        const version = versionOf(image);
        if (seen.get(image.imageId) === version) continue;
        seen.set(image.imageId, version);
        if (FINAL_STATES.has(image.state)) options.onResult(image);
      }
    } catch (error) {
      options.onError(error);
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, POLL_MS);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
      signal.addEventListener("abort", done);
    });
  }
}

async function recentImages({ api, organization }: Options): Promise<readonly ApiImage[]> {
  const { items } = (await api.get(`/organizations/${organization}/images?limit=100`)) as {
    items: readonly ApiImage[];
  };
  return items;
}

/** Changes with each result: a new analysis, a rematch with other counts, another state. */
function versionOf({ state, analyzedAt, tags, vulnerabilities }: ApiImage): string {
  return JSON.stringify([state, analyzedAt, tags, vulnerabilities]);
}
