import type { Coverage } from "../contract/vocabulary.ts";

/** An advisory as matching needs it: one per (record, package name) of an ecosystem. */
export interface Advisory {
  /** The record's own identifier, for example `GHSA-…`, `GO-2024-1234`, `DSA-5678-1`. */
  readonly id: string;
  readonly aliases: readonly string[];
  /** Of a distribution's collective advisory (DSA, USN, ALSA): the CVEs that it fixes. */
  readonly upstream?: readonly string[];
  readonly summary?: string;
  /** ISO 8601. */
  readonly publishedAt?: string;
  readonly references: readonly string[];
  /** The vendor's own rating, as published. */
  readonly vendorSeverity?: string;
  /** CVSS vectors as published. */
  readonly cvssVectors: readonly string[];
  /** OSV `affected[].ranges` of the types SEMVER and ECOSYSTEM, events in the record's order. */
  readonly ranges: readonly AdvisoryRange[];
  /** OSV `affected[].versions`. */
  readonly versions: readonly string[];
}

/** https://ossf.github.io/osv-schema/#affectedrangesevents-fields */
export interface AdvisoryRange {
  readonly events: readonly {
    readonly introduced?: string;
    readonly fixed?: string;
    readonly lastAffected?: string;
    readonly limit?: string;
  }[];
}

/** The advisories of one ecosystem or release at one moment. */
export interface AdvisoryDatabase {
  /** OSV's name, for example `npm` or `Debian:12`. */
  readonly ecosystem: string;
  readonly coverage: Exclude<Coverage, "not-assessed">;
  /** Date of the newest record, ISO 8601. */
  readonly asOf: string;
  /** Every advisory that names this package. */
  lookup(packageName: string): readonly Advisory[];
  close(): void;
}

/** Port: opens advisory databases; undefined: there is none for that ecosystem. */
export interface AdvisorySource {
  open(ecosystem: string): Promise<AdvisoryDatabase | undefined>;
}
