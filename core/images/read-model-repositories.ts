import type { ReadModelChange } from "../contract/read-model-change.ts";
import type { RepositoryKey } from "./image-store.ts";
import type { ReadModelDraft } from "./read-model-draft.ts";
import type { RepositoryRecord, RepositoryStore } from "./repository-store.ts";
import { sideBySide } from "./side-by-side.ts";

/** Records of a page when an organization's repositories are listed: about 300 KB. */
const LIST_PAGE = 1000;

/** Records read at a time. */
const AT_A_TIME = 16;

/** A change that was not applied, and why. */
export interface FailedChange {
  readonly change: ReadModelChange;
  readonly error: unknown;
}

/** A repository whose record is to be read again, and the changes that asked for it. */
interface Work {
  readonly key: RepositoryKey;
  readonly causes: ReadModelChange[];
}

type Repositories = Pick<RepositoryStore, "get" | "list">;

/**
 * Applies what changes of one organization say of its repositories, not of their images. An
 * image's repository is looked up, too, until its record is known: nobody else announces a
 * repository that a push made known.
 *
 * @returns The changes that failed.
 */
export async function applyRepositoryRecords(
  repositories: Repositories,
  draft: ReadModelDraft,
  changes: readonly ReadModelChange[],
): Promise<readonly FailedChange[]> {
  const failed: FailedChange[] = [];
  const registries = Map.groupBy(
    changes.filter((change) => change.kind === "registry"),
    ({ registry }) => registry,
  );
  for (const [registry, causes] of registries) {
    try {
      await syncRegistry(repositories, draft, causes[0]?.organizationId ?? "", registry);
    } catch (error) {
      failed.push(...causes.map((change) => ({ change, error })));
    }
  }
  const jobs = workOf(draft, changes).map(({ key, causes }) => async (): Promise<void> => {
    try {
      const record = await repositories.get(key);
      if (record) draft.putRepository(record);
      else draft.removeRepository(key.registry, key.repository);
    } catch (error) {
      failed.push(...causes.map((change) => ({ change, error })));
    }
  });
  await sideBySide(jobs, AT_A_TIME);
  return failed;
}

function workOf(draft: ReadModelDraft, changes: readonly ReadModelChange[]): readonly Work[] {
  const planned = new Map<string, Work>();
  for (const change of changes) {
    if (change.kind === "registry") continue;
    const { organizationId, registry, repository } = change;
    const name = `${registry}/${repository}`;
    const known = planned.get(name);
    if (known) known.causes.push(change);
    else if (change.kind !== "image" || !draft.hasRecord(registry, repository)) {
      planned.set(name, { key: { organizationId, registry, repository }, causes: [change] });
    }
  }
  return [...planned.values()];
}

/** Compares the records of a registry with what the read model has of it. */
async function syncRegistry(
  repositories: Repositories,
  draft: ReadModelDraft,
  organizationId: string,
  registry: string,
): Promise<void> {
  const known = new Set<string>();
  for await (const record of recordsOf(repositories, organizationId)) {
    if (record.registry !== registry) continue;
    known.add(record.repository);
    draft.putRepository(record);
  }
  for (const repository of draft.repositoriesOf(registry)) {
    if (!known.has(repository)) draft.removeRepository(registry, repository);
  }
}

/** Every repository of an organization that has a record. */
export async function* recordsOf(
  repositories: Pick<RepositoryStore, "list">,
  organizationId: string,
): AsyncGenerator<RepositoryRecord> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof repositories.list>> = await repositories.list(
      organizationId,
      { limit: LIST_PAGE, ...(cursor === null ? {} : { cursor }) },
    );
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
