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
  /** 500 unless told. */
  readonly pollMilliseconds?: number;
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
  const { items, asOf } = await recentImages(options);
  for (const image of items) seen.set(image.imageId, versionOf(image));
  const stop = new AbortController();
  const running = poll(options, seen, asOf, stop.signal);
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
  knownAsOf: string,
  signal: AbortSignal,
): Promise<void> {
  let newest = knownAsOf;
  while (!signal.aborted) {
    try {
      const { items, asOf } = await recentImages(options);
      // An instance of the API that is behind the one before shows what was told already.
      const isBehind = asOf < newest;
      if (!isBehind) newest = asOf;
      for (const image of isBehind ? [] : items.toReversed()) {
        const version = versionOf(image);
        if (seen.get(image.imageId) === version) continue;
        seen.set(image.imageId, version);
        if (FINAL_STATES.has(image.state)) options.onResult(image);
      }
    } catch (error) {
      options.onError(error);
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, options.pollMilliseconds ?? POLL_MS);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
      signal.addEventListener("abort", done);
    });
  }
}

/** The latest images, and the moment that they are of; empty before the first publication. */
async function recentImages({ api, organization }: Options): Promise<{
  readonly items: readonly ApiImage[];
  readonly asOf: string;
}> {
  const { items, asOf } = (await api.get(`/organizations/${organization}/images?limit=100`)) as {
    items: readonly ApiImage[];
    asOf: string | null;
  };
  return { items, asOf: asOf ?? "" };
}

/** Changes with each result: a new analysis, a rematch with other counts, another state. */
function versionOf({ state, analyzedAt, tags, vulnerabilities }: ApiImage): string {
  return JSON.stringify([state, analyzedAt, tags, vulnerabilities]);
}
