import type { Page } from "../contract/page.ts";
import type { Retention } from "../contract/retention.ts";
import type { RepositoryKey } from "./image-store.ts";

/** A repository of which an image was seen, or that was chosen to be analysed. */
export interface RepositoryRecord extends RepositoryKey {
  readonly integrationId: string;
  /** Chosen; counts only where the integration's activation is `selected`. */
  readonly activated: boolean;
  /** ISO 8601. */
  readonly firstSeenAt: string;
  /** When it was chosen last; absent: it never was, or before this was written down. */
  readonly activatedAt?: string;
  /** When what was stored of its images was purged last. */
  readonly purgedAt?: string;
  /** Absent: its integration's. */
  readonly retention?: Retention;
}

/** What of a record can change: fields to set; null removes one. */
export interface RepositoryPatch {
  readonly activated?: boolean;
  readonly activatedAt?: string;
  readonly purgedAt?: string;
  readonly retention?: Retention | null;
}

/** Port: the repositories that an organization's images live in. */
export interface RepositoryStore {
  get(key: RepositoryKey): Promise<RepositoryRecord | undefined>;
  /** Writes it unless it is known. */
  ensure(repository: RepositoryRecord): Promise<void>;
  /** @returns False, and nothing changed, when it is unknown. */
  update(key: RepositoryKey, patch: RepositoryPatch): Promise<boolean>;
  /** Forgets it; its images are records of their own. */
  remove(key: RepositoryKey): Promise<void>;
  /** By registry and name. */
  list(
    organizationId: string,
    options: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<RepositoryRecord>>;
}
