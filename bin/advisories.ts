import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { Command } from "commander";
import { downloadOsvArchive } from "../adapters/files/advisory-download.ts";
import { readAdvisorySource } from "../adapters/files/advisory-sources.ts";
import { compileAdvisories, type CompileResult } from "../adapters/sqlite/advisory-compile.ts";
import { installAdvisoryFiles, readAdvisoryIndex } from "../adapters/sqlite/advisory-directory.ts";
import { compileStarterAdvisories } from "../adapters/sqlite/starter-advisories.ts";
import { baseEcosystem } from "../core/advisories/ecosystem-name.ts";
import type { SourceRecord } from "../core/advisories/source-record.ts";

/** What images most often hold; `--sync` without names takes these. */
const USUAL_ECOSYSTEMS = ["Alpine", "Debian", "Ubuntu", "npm", "PyPI", "Go", "Maven"];

const HELP = `
Advisories are what packages are matched against. They are compiled from OSV records
(https://osv.dev) into one SQLite file for each ecosystem, or release of a distribution.

Examples:
  npm run advisories -- --starter                  the small set that comes with the program
  npm run advisories -- --sync                     download ${USUAL_ECOSYSTEMS.join(", ")}
  npm run advisories -- --sync npm Debian:12       only these; a release takes less space
  npm run advisories -- downloads/npm/all.zip      from an archive that you brought here
  npm run advisories -- my-records/ extra.json     from JSON files and folders of them

OSV's archives are at https://osv-vulnerabilities.storage.googleapis.com/<ECOSYSTEM>/all.zip.
A record that can't be read is named and left out; the others are built.`;

interface Options {
  readonly output: string;
  readonly starter?: true;
  readonly sync?: true | string[];
}

/** One thing to build, shown under its label. */
interface Job {
  readonly label: string;
  build(): Promise<CompileResult>;
}

const program = new Command("npm run advisories --")
  .description("Builds the advisory databases that images are matched against.")
  .argument("[sources...]", "JSON files, folders, or OSV's zip archives")
  .option("-o, --output <folder>", "where the databases are", ".local/advisories")
  .option("--starter", "build the starter set, where there is no database yet")
  .option("--sync [ecosystems...]", "download OSV's archives")
  .addHelpText("after", HELP)
  .showHelpAfterError("(--help shows examples)")
  .action(run);

await program.parseAsync();

async function run(sources: string[], options: Options): Promise<void> {
  const directory = resolve(options.output);
  const jobs = [
    ...(options.starter ? [starterJob(directory)] : []),
    ...sources.map((source) => sourceJob(directory, source)),
    ...(options.sync === undefined ? [] : syncJobs(directory, options.sync)),
  ];
  if (jobs.length === 0) program.help({ error: true });
  const table: string[][] = [];
  for (const job of jobs) {
    try {
      table.push(...(await build(directory, job)));
    } catch (error) {
      process.exitCode = 1;
      clearProgress();
      console.error(`${job.label}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  printTable(table);
  if (process.exitCode === 1) reportKept(directory);
}

function starterJob(directory: string): Job {
  return {
    label: "starter set",
    build: () => compileStarterAdvisories(directory, () => new Date()),
  };
}

function sourceJob(directory: string, source: string): Job {
  return {
    label: source,
    build: () => compileFull(directory, source, source, readAdvisorySource(source)),
  };
}

function syncJobs(directory: string, named: true | string[]): Job[] {
  const ecosystems = named === true ? USUAL_ECOSYSTEMS : named;
  return [...new Set(ecosystems.map(baseEcosystem))].map((base) => ({
    label: base,
    async build() {
      const folder = await mkdtemp(join(tmpdir(), "ecr-scout-advisories-"));
      try {
        const archive = join(folder, "all.zip");
        const url = await downloadOsvArchive(base, archive, {
          onProgress({ bytes, totalBytes }) {
            const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
            showProgress(`${base}: ${megabytes(bytes)}${total} downloaded`);
          },
        });
        const wanted = ecosystems.includes(base)
          ? undefined
          : (ecosystem: string) => ecosystem === base || ecosystems.includes(ecosystem);
        return await compileFull(directory, base, url, readAdvisorySource(archive), wanted);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  }));
}

function compileFull(
  directory: string,
  label: string,
  source: string,
  records: AsyncIterable<SourceRecord>,
  wanted?: (ecosystem: string) => boolean,
): Promise<CompileResult> {
  return compileAdvisories(records, {
    directory,
    coverage: "full",
    source: source.startsWith("https://") ? source : basename(source),
    refreshedAt: new Date().toISOString(),
    onProgress: (count) => {
      showProgress(`${label}: ${count} records`);
    },
    ...(wanted === undefined ? {} : { wanted }),
  });
}

/** Builds and installs; returns rows of the table. */
async function build(directory: string, job: Job): Promise<string[][]> {
  const start = performance.now();
  const result = await job.build();
  const installed = installAdvisoryFiles(directory, result.files);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  clearProgress();
  for (const warning of result.warnings) console.error(`warning: ${warning}`);
  if (result.malformed > result.warnings.length)
    console.error(`warning: ${result.malformed} records of ${job.label} were left out in all`);
  if (result.files.length === 0)
    throw new Error(`no advisory of a package was found in ${result.records} records`);
  return result.files.map((file) => [
    file.ecosystem,
    installed.includes(file) ? file.coverage : "kept the full source",
    String(file.records),
    String(file.affected),
    file.asOf.slice(0, 10),
    megabytes(file.size),
    seconds,
  ]);
}

function printTable(rows: readonly string[][]): void {
  if (rows.length === 0) return;
  const header = ["ecosystem", "coverage", "records", "affected", "newest", "size", "seconds"];
  const lines = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of lines)
    console.log(
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    );
}

function reportKept(directory: string): void {
  const databases = Object.values(readAdvisoryIndex(directory).databases);
  const names = databases.map(({ ecosystem, asOf }) => `${ecosystem} (${asOf.slice(0, 10)})`);
  const kept = names.length === 0 ? "none is there yet" : names.join(", ");
  console.error(`Every other database in ${directory} is as it was: ${kept}.`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}
