import { createHash, randomUUID } from "node:crypto";
import type { Hash } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { fileNameOf } from "./file-name.ts";

/** An upload that was never finished is forgotten after this time, milliseconds. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

/** Says why bytes could not be added to an upload. */
export class UploadError extends Error {
  override readonly name = "UploadError";
  readonly reason: "busy" | "out-of-order" | "wrong-size" | "unknown";

  constructor(reason: UploadError["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Where a chunk belongs, when the client says so; bytes. */
export interface ChunkPosition {
  readonly start: number;
  readonly length: number;
}

/** Blobs on their way in: files that are hashed while they are written. */
export interface Uploads {
  /** Opens an upload for a repository (a repositoryKey) and answers its id. */
  start(repository: string): string;
  /** Bytes received so far; undefined for an unknown upload or another repository's. */
  received(repository: string, id: string): number | undefined;
  /**
   * Appends a stream. What arrived before a broken connection stays.
   * @throws UploadError when another request is writing, or the position is not the next one
   */
  append(id: string, bytes: AsyncIterable<Uint8Array>, position?: ChunkPosition): Promise<number>;
  /** Ends an upload: its digest and its file, which the caller moves away. */
  finish(id: string): Promise<{ readonly digest: string; readonly path: string }>;
  cancel(id: string): void;
}

interface Progress {
  readonly hash: Hash;
  offset: number;
}

/** Opens the folder of uploads; the hash of an upload begun before a restart is computed again. */
export function openUploads(directory: string, now: () => Date): Uploads {
  mkdirSync(directory, { recursive: true });
  forgetAbandoned(directory, now());
  const progress = new Map<string, Progress>();
  const writing = new Set<string>();
  const path = (repository: string, id: string): string =>
    join(directory, `${fileNameOf(repository)} ${id}`);
  const find = (id: string): string => {
    const name = readdirSync(directory).find((candidate) => candidate.endsWith(` ${id}`));
    if (name === undefined) throw new UploadError("unknown", `there is no upload ${id}`);
    return join(directory, name);
  };

  async function claim<T>(id: string, work: (file: string) => Promise<T>): Promise<T> {
    if (writing.has(id)) throw new UploadError("busy", "another request is writing this upload");
    writing.add(id);
    try {
      return await work(find(id));
    } finally {
      writing.delete(id);
    }
  }

  async function progressOf(id: string, file: string): Promise<Progress> {
    const known = progress.get(id);
    if (known !== undefined) return known;
    const hash = createHash("sha256");
    let offset = 0;
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      offset += chunk.length;
    }
    const read = { hash, offset };
    progress.set(id, read);
    return read;
  }

  return {
    start(repository) {
      const id = randomUUID();
      writeFileSync(path(repository, id), "");
      progress.set(id, { hash: createHash("sha256"), offset: 0 });
      return id;
    },
    received: (repository, id) =>
      /^[0-9a-f-]{36}$/.test(id)
        ? statSync(path(repository, id), { throwIfNoEntry: false })?.size
        : undefined,
    append: (id, bytes, position) =>
      claim(id, async (file) => {
        const state = await progressOf(id, file);
        if (position !== undefined && position.start !== state.offset) {
          throw new UploadError("out-of-order", `the next byte is ${state.offset}`);
        }
        const before = state.offset;
        const handle = await open(file, "r+");
        try {
          await write(handle, bytes, state);
        } finally {
          await handle.close();
        }
        if (position !== undefined && state.offset - before !== position.length) {
          throw new UploadError("wrong-size", "the chunk does not have the size of its range");
        }
        return state.offset;
      }),
    finish: (id) =>
      claim(id, async (file) => {
        const { hash } = await progressOf(id, file);
        progress.delete(id);
        return { digest: `sha256:${hash.digest("hex")}`, path: file };
      }),
    cancel(id) {
      progress.delete(id);
      rmSync(find(id), { force: true });
    },
  };
}

async function write(
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  state: Progress,
): Promise<void> {
  for await (const chunk of bytes) {
    let written = 0;
    while (written < chunk.length) {
      const position = state.offset + written;
      written += (await handle.write(chunk, written, chunk.length - written, position))
        .bytesWritten;
    }
    state.hash.update(chunk);
    state.offset += chunk.length;
  }
}

function forgetAbandoned(directory: string, now: Date): void {
  for (const name of readdirSync(directory)) {
    const file = join(directory, name);
    if (now.getTime() - statSync(file).mtimeMs > ABANDONED_AFTER) rmSync(file);
  }
}
