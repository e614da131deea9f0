import type { Page } from "../contract/page.ts";
import type { RepositoryKey } from "./image-store.ts";

/** A repository of which an image was seen, or that was chosen to be analysed. */
export interface RepositoryRecord extends RepositoryKey {
  readonly integrationId: string;
  /** Chosen; counts only where the integration's activation is `selected`. */
  readonly activated: boolean;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

/** Port: the repositories that an organization's images live in. */
export interface RepositoryStore {
  get(key: RepositoryKey): Promise<RepositoryRecord | undefined>;
  /** Writes it unless it is known. */
  ensure(repository: RepositoryRecord): Promise<void>;
  /** @returns False, and nothing changed, when it is unknown. */
  setActivated(key: RepositoryKey, activated: boolean): Promise<boolean>;
  /** Forgets it; its images are records of their own. */
  remove(key: RepositoryKey): Promise<void>;
  /** By registry and name. */
  list(
    organizationId: string,
    options: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<RepositoryRecord>>;
}
