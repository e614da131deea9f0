/** One OSV record as a file, an archive or the starter set gives it. */
export interface SourceRecord {
  /** Where it is, for warnings, for example `all.zip/GHSA-….json`. */
  readonly origin: string;
  /** When its file was changed, ISO 8601: stands in where the record itself has no date. */
  readonly changedAt?: string;
  /** The record's JSON, parsed. Throws when it can't be read: the build counts and names it. */
  read(): unknown;
}
