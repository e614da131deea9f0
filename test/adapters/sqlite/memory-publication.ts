import { copyFile, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type PublishedReadModel,
  ReadModelConflictError,
  ReadModelGoneError,
  type ReadModelPublication,
} from "../../../core/images/read-model-publication.ts";

/** A publication in memory that can be told to fail, and to let others go first. */
export interface MemoryPublication extends ReadModelPublication {
  /** Files by their key. */
  readonly files: Map<string, Buffer>;
  /** Called before the pointer moves: another writer, or a crash when it throws. */
  beforePointer: () => Promise<void>;
  /** Called before a file is given out. */
  beforeFetch: () => Promise<void>;
  readonly counts: { publications: number; fetches: number; checks: number };
}

export function createMemoryPublication(): MemoryPublication {
  const files = new Map<string, Buffer>();
  const pointers = new Map<string, PublishedReadModel>();
  const counts = { publications: 0, fetches: 0, checks: 0 };
  let revisions = 0;

  const self: MemoryPublication = {
    files,
    counts,
    beforePointer: () => Promise.resolve(),
    beforeFetch: () => Promise.resolve(),
    current(organizationId, known) {
      counts.checks += 1;
      const pointer = pointers.get(organizationId);
      return Promise.resolve(
        pointer && pointer.revision === known ? ("unchanged" as const) : pointer,
      );
    },
    async fetch(published, path) {
      counts.fetches += 1;
      await self.beforeFetch();
      const bytes = files.get(published.objectKey);
      if (!bytes) throw new ReadModelGoneError(published.objectKey);
      await writeFile(path, bytes, { flag: "wx" });
    },
    async publish(organizationId, path, asOf, replacing) {
      revisions += 1;
      const revision = `r${revisions}`;
      const objectKey = `${organizationId}/${revision}`;
      // As the file is seen by a process that does not share its journal.
      const copy = join(await mkdtemp(join(tmpdir(), "publication-")), "copy");
      await copyFile(path, copy);
      const bytes = await readFile(copy);
      files.set(objectKey, bytes);
      await self.beforePointer();
      if (pointers.get(organizationId)?.revision !== replacing) {
        throw new ReadModelConflictError(organizationId);
      }
      const published = { revision, objectKey, sha256: "", size: bytes.length, asOf };
      pointers.set(organizationId, published);
      counts.publications += 1;
      return published;
    },
  };
  return self;
}
