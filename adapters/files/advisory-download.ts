import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { baseEcosystem, osvArchiveUrl } from "../../core/advisories/ecosystem-name.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";

/** How far a download is; `totalBytes` is undefined when the server does not say. */
export interface DownloadProgress {
  readonly bytes: number;
  readonly totalBytes: number | undefined;
}

/** How to download. */
export interface DownloadOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** The whole download; OSV's largest archive has some hundred MB. Milliseconds. */
  readonly timeoutMs?: number;
  /** Where an ecosystem's archive is; OSV's public bucket when left out. */
  readonly urlOf?: (ecosystem: string) => string;
}

const DEFAULT_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Downloads OSV's archive that holds an ecosystem's records (of all releases) into a file, which
 * appears only when it is complete.
 *
 * @returns The address that it came from.
 * @throws PermanentError `advisory-archive-missing` when OSV has no such ecosystem.
 * @throws TransientError `advisory-source-unreachable`.
 */
export async function downloadOsvArchive(
  ecosystem: string,
  path: string,
  options: DownloadOptions = {},
): Promise<string> {
  const url = (options.urlOf ?? osvArchiveUrl)(ecosystem);
  const partial = `${path}.part`;
  try {
    const signal = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const response = await fetch(url, { signal });
    if (response.status === 404)
      throw new PermanentError(
        "advisory-archive-missing",
        `OSV publishes no ecosystem ${baseEcosystem(ecosystem)} (${url} does not exist). Its names are listed at https://ossf.github.io/osv-schema/#defined-ecosystems.`,
      );
    if (!response.ok || response.body === null)
      throw new Error(`the server answered ${response.status}`);
    const length = Number(response.headers.get("content-length"));
    const body = Readable.fromWeb(response.body);
    await pipeline(
      body,
      counted(length > 0 ? length : undefined, options.onProgress),
      createWriteStream(partial),
    );
    await rename(partial, path);
    return url;
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof PermanentError) throw error;
    throw new TransientError(
      "advisory-source-unreachable",
      `The advisories of ${ecosystem} could not be downloaded from ${url} (${reasonOf(error)}). Check the way to the internet, or give OSV's archive as a file.`,
      { cause: error },
    );
  }
}

function counted(totalBytes: number | undefined, onProgress: DownloadOptions["onProgress"]) {
  return async function* count(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      onProgress?.({ bytes, totalBytes });
      yield chunk;
    }
  };
}

/** fetch hides what happened in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
