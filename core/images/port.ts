import type { Assessment, SeverityCounts } from "../contract/findings.ts";
import type {
  AnalysisCause,
  AnalysisOutcome,
  ArtifactKind,
  ImageState,
} from "../contract/vocabulary.ts";

/** Names one digest of one repository of an organization. */
export interface ImageKey {
  readonly organizationId: string;
  readonly registry: string;
  readonly repository: string;
  readonly digest: string;
}

/** One analysis of a digest. The attempts of one request are one analysis. */
export interface AnalysisRun {
  readonly cause: AnalysisCause;
  /** With the cause it names the request. ISO 8601, as are the others. */
  readonly requestedAt: string;
  /** Of the last attempt. */
  readonly startedAt: string;
  /** Undefined: it has not ended, or it was ended from outside. */
  readonly finishedAt?: string;
  readonly outcome: AnalysisOutcome;
  /** Why it failed, cut. */
  readonly reason?: string;
  readonly analyzerVersion: string;
  readonly packageCount?: number;
  readonly vulnerabilities?: SeverityCounts;
}

/**
 * What the write model holds of a digest: of a platform image its state and the
 * place of its results, of an index or other artifact its kind and children.
 */
export interface ImageRecord extends ImageKey {
  readonly integrationId: string;
  /** Undefined until its manifest was read. */
  readonly kind?: ArtifactKind;
  readonly state: ImageState;
  readonly stateReason?: string;
  /** Tags that the registry gives this digest itself; an image of an index has its index's too. */
  readonly tags: readonly string[];
  /** Indexes that led to it, the newest 100, the latest last: `children` of an index is the truth. */
  readonly indexDigests: readonly string[];
  /** Of an index: the platform images that it names. */
  readonly children?: readonly string[];
  /** For example `linux/arm64/v8`. */
  readonly platform?: string;
  /** ISO 8601. */
  readonly pushedAt?: string;
  readonly analyzedAt?: string;
  /** When the registry was last asked for its presence and tags. */
  readonly checkedAt?: string;
  /** Of its inventory: another version analyses it again. */
  readonly analyzerVersion?: string;
  /** Compressed, bytes. */
  readonly size?: number;
  /** For people, for example `Debian GNU/Linux 12 (bookworm)`. */
  readonly distribution?: string;
  readonly packageCount?: number;
  readonly assessed?: readonly Assessment[];
  readonly vulnerabilities?: SeverityCounts;
  /** The last ones, the latest last. */
  readonly analyses?: readonly AnalysisRun[];
  /** Keys in the blob store. */
  readonly inventoryKey?: string;
  readonly findingsKey?: string;
}

/** Port: blobs (layer results, inventories, finding reports) under keys that begin with the organization. */
export interface BlobStore {
  /** The blob's bytes, uncompressed, or undefined. */
  get(key: string): Promise<Buffer | undefined>;
  /** Writes the whole blob at once; a reader sees the old or the new one. */
  put(key: string, bytes: Buffer): Promise<void>;
  delete(key: string): Promise<void>;
}
