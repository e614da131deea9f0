import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { compileRecord, datesOf } from "../../core/advisories/compile.ts";
import type { AdvisoryFile } from "../../core/advisories/index-file.ts";
import { OsvRecord } from "../../core/advisories/osv.ts";
import type { SourceRecord } from "../../core/advisories/source-record.ts";
import { openAdvisoryStaging, type AdvisoryStaging } from "./advisory-staging.ts";
import { writeAdvisoryFile, type AdvisoryFileOrigin } from "./advisory-writer.ts";

/** What became of a source's records. */
export interface CompileResult {
  readonly files: readonly AdvisoryFile[];
  /** Records read, good or bad. */
  readonly records: number;
  readonly withdrawn: number;
  /** Records that could not be used: the build goes on without them. */
  readonly malformed: number;
  /** One sentence each, of the first of them. */
  readonly warnings: readonly string[];
}

/** How to compile. */
export interface CompileOptions extends AdvisoryFileOrigin {
  /** Folder of the results, and of the temporary file while it works. */
  readonly directory: string;
  /** Ecosystems to keep; all when left out. */
  readonly wanted?: (ecosystem: string) => boolean;
  /** Called now and then with the number of records read. */
  readonly onProgress?: (records: number) => void;
}

const MAX_WARNINGS = 20;
const PROGRESS_EVERY = 500;

/**
 * Compiles OSV records into one database file an ecosystem or release, record by record.
 * The files are complete but not installed: see advisory-directory.ts.
 */
export async function compileAdvisories(
  source: AsyncIterable<SourceRecord> | Iterable<SourceRecord>,
  options: CompileOptions,
): Promise<CompileResult> {
  mkdirSync(options.directory, { recursive: true });
  const staging = openAdvisoryStaging(
    join(options.directory, `.staging-${process.pid}-${stagings++}.sqlite`),
  );
  const tally = { records: 0, withdrawn: 0, malformed: 0 };
  const warnings: string[] = [];
  try {
    for await (const sourceRecord of source) {
      tally.records++;
      try {
        const record = OsvRecord.parse(sourceRecord.read());
        if (record.withdrawn !== undefined) tally.withdrawn++;
        stage(staging, record, sourceRecord.changedAt, options.wanted);
      } catch (error) {
        tally.malformed++;
        if (warnings.length < MAX_WARNINGS)
          warnings.push(`${sourceRecord.origin} was left out: ${describe(error)}`);
      }
      if (tally.records % PROGRESS_EVERY === 0) options.onProgress?.(tally.records);
    }
    options.onProgress?.(tally.records);

    const files: AdvisoryFile[] = [];
    const { coverage, source: origin, refreshedAt } = options;
    for (const staged of staging.ecosystems())
      files.push(
        await writeAdvisoryFile(options.directory, staging, staged, {
          coverage,
          source: origin,
          refreshedAt,
        }),
      );
    return { files, ...tally, warnings };
  } finally {
    staging.close();
  }
}

/** Distinguishes builds of one process that run at the same time. */
let stagings = 0;

function stage(
  staging: AdvisoryStaging,
  record: OsvRecord,
  fileChangedAt: string | undefined,
  wanted: CompileOptions["wanted"],
): void {
  const dates = datesOf(record, fileChangedAt);
  for (const row of compileRecord(record))
    if (wanted === undefined || wanted(row.ecosystem)) staging.add(row, dates);
}

function describe(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    return `it is no OSV record (${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"})`;
  }
  return error instanceof Error ? error.message : String(error);
}
