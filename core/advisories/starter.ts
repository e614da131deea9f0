import alpine from "./starter/alpine.json" with { type: "json" };
import debian from "./starter/debian.json" with { type: "json" };
import go from "./starter/go.json" with { type: "json" };
import maven from "./starter/maven.json" with { type: "json" };
import npm from "./starter/npm.json" with { type: "json" };
import pypi from "./starter/pypi.json" with { type: "json" };
import ubuntu from "./starter/ubuntu.json" with { type: "json" };
import { compileRecord } from "./compile.ts";
import { OsvRecord } from "./osv.ts";
import type { SourceRecord } from "./source-record.ts";

/** For people, as the source of a database. */
export const STARTER_SOURCE = "starter set of ecr-scout";

/**
 * The starter set: some well-known vulnerabilities of each ecosystem as OSV records, written for this
 * project from public facts, so that there is something to see before the first download.
 * A part of the program, not files beside it, so that a bundled function carries it.
 */
export function starterRecords(): SourceRecord[] {
  const sets: Record<string, readonly { readonly id: string }[]> = {
    alpine,
    debian,
    go,
    maven,
    npm,
    pypi,
    ubuntu,
  };
  return Object.entries(sets).flatMap(([name, records]) =>
    records.map((record) => ({ origin: `starter/${name}/${record.id}`, read: () => record })),
  );
}

/** The ecosystems and releases that the starter set has advisories for, sorted. */
export function starterEcosystems(): string[] {
  const rows = starterRecords().flatMap((record) => compileRecord(OsvRecord.parse(record.read())));
  const names = rows.map(({ ecosystem }) => ecosystem);
  return [...new Set(names)].sort();
}
