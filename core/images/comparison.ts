import type { RepositoryKey } from "./image-store.ts";
import type { RepositoryContents } from "./repository-contents.ts";

/** A repository that is compared. Times in milliseconds. */
export interface Comparison {
  readonly key: RepositoryKey;
  readonly integrationId: string;
  readonly contents: RepositoryContents;
  readonly now: Date;
  /** Events tell of pushes: what they did not tell was missed. */
  readonly isTold: boolean;
  /** Pushes since then are to be analysed. */
  readonly activeSince: number;
  /** Not even the latest image is wanted back from before. */
  readonly purgedAt: number;
  /** Pushes since then should have been told. */
  readonly countsFrom: number;
}
