/** What a purge has counted of what it removes. */
export interface PurgedCounts {
  readonly repositories: number;
  /** Images of one platform each, in whatever state; those that were deleted before are `others`. */
  readonly images: number;
  /** Records of indexes, attestations and other artifacts, and of images that were gone already. */
  readonly others: number;
  readonly tags: number;
  /** Inventories and findings. */
  readonly documents: number;
}

/** Nothing was counted yet. */
export const NOTHING_PURGED: PurgedCounts = {
  repositories: 0,
  images: 0,
  others: 0,
  tags: 0,
  documents: 0,
};

/** How far the purge of a removed integration is. Times are ISO 8601. */
export interface RemovalReport extends PurgedCounts {
  readonly integrationId: string;
  /** Goes up by 1 with each write; 0: it was never written. */
  readonly version: number;
  readonly startedAt: string;
  /** When it last wrote. */
  readonly updatedAt: string;
  /** Absent while something is left. */
  readonly finishedAt?: string;
  /** `registry/repository`: in the order of these names, all up to this one are counted. */
  readonly countedUpTo?: string;
}

/** How long a report is kept after its last change, days. */
export const REMOVAL_REPORT_DAYS = 90;

/** Port: reports of removals. Errors: `TransientError`. */
export interface RemovalReportStore {
  /** Consistent. Undefined: the purge has not begun, or its report was forgotten. */
  get(integrationId: string): Promise<RemovalReport | undefined>;
  /**
   * Writes a report whole, with `version + 1`. It is forgotten `REMOVAL_REPORT_DAYS` after
   * `updatedAt`.
   *
   * @param next As it is to be, with the `version` that was read.
   * @returns False, and nothing changed, when somebody else has written since.
   */
  put(next: RemovalReport): Promise<boolean>;
}
