import type { Assessment, SeverityCounts } from "../core/contract/findings.ts";
import type { AnalysisWarning } from "../core/contract/inventory.ts";
import { standingOf } from "./coverage.ts";
import type { Summary } from "./engine.ts";

/** `scout quickview --format json`. Every field is always there. */
export interface QuickviewDocument {
  readonly schemaVersion: 1;
  /** The target. */
  readonly name: string;
  /** Of the platform manifest; null for a folder. */
  readonly digest: string | null;
  /** For example `linux/arm64/v8`. */
  readonly platform: string | null;
  /** For people, for example `Alpine Linux v3.20`. */
  readonly distribution: string | null;
  /** Bytes: of the layers as they are stored, or of a folder's files. */
  readonly size: number;
  /** 0 for a folder. */
  readonly layerCount: number;
  readonly packageCount: number;
  /** False: something was not read as it should be, so packages may be missing. */
  readonly complete: boolean;
  /** ISO 8601. */
  readonly analyzedAt: string;
  readonly assessed: readonly Assessment[];
  /** Null where nothing at all was assessed: that is not known to be 0. */
  readonly vulnerabilities: SeverityCounts | null;
  /** What of the image could not be read as it should be. */
  readonly warnings: readonly AnalysisWarning[];
}

/** An image at one glance, for programs. */
export function quickviewDocument(summary: Summary): QuickviewDocument {
  const { name, digest, platform, distribution, size, layerCount, packageCount } = summary;
  const { complete, analyzedAt, assessed, counts, warnings } = summary;
  const standing = standingOf(assessed);
  return {
    schemaVersion: 1,
    name,
    digest: digest ?? null,
    platform: platform ?? null,
    distribution: distribution ?? null,
    size,
    layerCount,
    packageCount,
    complete,
    analyzedAt,
    assessed,
    vulnerabilities: standing === "none" || standing === "no-packages" ? null : counts,
    warnings,
  };
}
