import type { ReadModelChange } from "../contract/read-model-change.ts";
import type { Queue } from "../queue.ts";
import { imageIdOf } from "./image-id.ts";
import type { ImageStore } from "./image-store.ts";
import type { ImageKey } from "./port.ts";
import { createImageReader, type ImageReaderDependencies } from "./read-model-entry.ts";
import { applyRepositoryRecords, type FailedChange, recordsOf } from "./read-model-repositories.ts";
import type { RepositoryStore } from "./repository-store.ts";
import type { ReadModelDraft, ReadModelEditor } from "./read-model-draft.ts";

/** Images read at a time: a large inventory takes tens of megabytes while it is read. */
const AT_A_TIME = 8;

/** A repository's images beyond this are sent back as messages of their own. */
const MAX_EXPANSION = 400;

/** Records of a page when a repository is listed. */
const LIST_PAGE = 250;

/** What `updateReadModel` needs. */
export interface UpdateDependencies extends ImageReaderDependencies {
  readonly images: Pick<ImageStore, "get" | "list">;
  readonly editor: ReadModelEditor;
  readonly repositories: Pick<RepositoryStore, "get" | "list">;
  /** The queue that changes come from. */
  readonly changes: Queue<ReadModelChange>;
  readonly now: () => Date;
  /** True when time runs out: what is left is reported as not done. */
  readonly mustStop: () => boolean;
}

/** An image to be read again, and the changes that asked for it. */
interface Work {
  readonly key: ImageKey;
  readonly causes: ReadModelChange[];
}

/**
 * Applies changes of one organization to its read model and publishes it once. Whatever a
 * change says, the write model is read again, so order and repetition don't matter.
 *
 * @returns The changes that failed; all others are published.
 * @throws When nothing could be published.
 */
export async function updateReadModel(
  dependencies: UpdateDependencies,
  organizationId: string,
  changes: readonly ReadModelChange[],
): Promise<readonly FailedChange[]> {
  return dependencies.editor.edit(
    organizationId,
    () => dependencies.now().toISOString(),
    (draft) => applyChanges(dependencies, draft, changes),
  );
}

async function applyChanges(
  dependencies: UpdateDependencies,
  draft: ReadModelDraft,
  changes: readonly ReadModelChange[],
): Promise<readonly FailedChange[]> {
  const reader = createImageReader(dependencies);
  const planned = new Map<string, Work>();
  const work: Work[] = [];
  if (draft.isNew) await requestRebuild(dependencies, changes);
  const failed = [...(await applyRepositoryRecords(dependencies.repositories, draft, changes))];

  function plan(key: ImageKey, causes: readonly ReadModelChange[]): void {
    const imageId = imageIdOf(key);
    const known = planned.get(imageId);
    if (known) {
      known.causes.push(...causes);
      return;
    }
    const one = { key, causes: [...causes] };
    planned.set(imageId, one);
    work.push(one);
  }

  async function step(key: ImageKey, causes: readonly ReadModelChange[]): Promise<void> {
    try {
      const read = await reader.read(key);
      if (read.entry) draft.putImage(read.entry);
      else draft.removeImage(imageIdOf(key));
      for (const child of read.children) plan({ ...key, digest: child }, causes);
    } catch (error) {
      for (const change of causes) failed.push({ change, error });
    }
  }

  for (const change of changes) {
    if (change.kind === "image") plan(keyOf(change), [change]);
    if (change.kind !== "repository") continue;
    for (const key of await expand(dependencies, draft, change)) plan(key, [change]);
  }
  // Grows while it is done: an index's images come after it.
  for (let done = 0; done < work.length;) {
    if (dependencies.mustStop()) {
      const error = new Error("The time of this run was over; the change is applied in the next.");
      for (const { causes } of work.slice(done)) {
        failed.push(...causes.map((change) => ({ change, error })));
      }
      break;
    }
    const batch = work.slice(done, done + AT_A_TIME);
    done += batch.length;
    await Promise.all(batch.map(({ key, causes }) => step(key, causes)));
  }
  return failed;
}

function keyOf(change: ReadModelChange & { kind: "image" }): ImageKey {
  const { organizationId, registry, repository, digest } = change;
  return { organizationId, registry, repository, digest };
}

/**
 * Asks for every repository of an organization whose read model begins from nothing: it is
 * new, or files of another schema were published so far.
 */
async function requestRebuild(
  { repositories, changes: queue }: UpdateDependencies,
  changes: readonly ReadModelChange[],
): Promise<void> {
  const organizationId = changes[0]?.organizationId;
  if (organizationId === undefined) return;
  const rebuilt: ReadModelChange[] = [];
  for await (const { registry, repository } of recordsOf(repositories, organizationId)) {
    rebuilt.push({ kind: "repository", organizationId, registry, repository });
  }
  await queue.sendAll(rebuilt);
}

/**
 * The images of a repository, those of the write model and those that only the read model
 * knows. Many become messages, so that no run has to be longer than it may.
 */
async function expand(
  { images, changes }: UpdateDependencies,
  draft: ReadModelDraft,
  change: ReadModelChange & { kind: "repository" },
): Promise<readonly ImageKey[]> {
  const { organizationId, registry, repository } = change;
  const digests = new Set(draft.digestsOf(registry, repository));
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof images.list>> = await images.list(
      { organizationId, registry, repository },
      { limit: LIST_PAGE, ...(cursor === null ? {} : { cursor }) },
    );
    for (const record of page.items) digests.add(record.digest);
    cursor = page.nextCursor;
  } while (cursor !== null);
  const keys = [...digests].map((digest) => ({ organizationId, registry, repository, digest }));
  if (keys.length <= MAX_EXPANSION) return keys;
  await changes.sendAll(keys.map((key) => ({ kind: "image", ...key })));
  return [];
}
