import type { Finding } from "../../core/contract/findings.ts";
import { packageIdOf, type PackageSet } from "./read-model-package-sets.ts";
import { fingerprintOf, severityToStore } from "./read-model-values.ts";
import type { Statements } from "./statements.ts";

/** What of a finding is told of the advisory, whatever the package. */
export type AdvisoryDetails = Pick<
  Finding,
  "advisoryId" | "aliases" | "severitySource" | "cvss" | "summary" | "publishedAt" | "references"
>;

/**
 * Stores the findings of a set's packages as a set, unless it is there.
 *
 * @param findingsByPurl Of the image's report.
 * @param touched Gets the identifiers of the vulnerabilities of new advisories.
 * @returns Its identifier; undefined: the packages have no findings.
 */
export function storeFindingSet(
  sql: Statements,
  set: PackageSet,
  findingsByPurl: ReadonlyMap<string, readonly Finding[]>,
  touched: Set<number>,
): number | undefined {
  const found = set.packages
    .filter((one) => one.first)
    .flatMap(({ pkg, fingerprint }) =>
      (findingsByPurl.get(pkg.purl) ?? []).map((finding) => ({ finding, fingerprint })),
    );
  if (found.length === 0) return undefined;
  const fingerprint = fingerprintOf(
    found.map((one) => [one.fingerprint.toString("hex"), one.finding]),
  );
  const known = sql.first("SELECT id FROM finding_set WHERE fingerprint = ?", fingerprint);
  if (known) return known.integer("id");
  const id = sql.run("INSERT INTO finding_set (fingerprint) VALUES (?)", fingerprint);
  for (const one of found) {
    sql.run(
      "INSERT INTO finding_set_member (finding_set, finding) VALUES (?, ?) ON CONFLICT DO NOTHING",
      id,
      storeFinding(sql, one.finding, one.fingerprint, touched),
    );
  }
  return id;
}

function storeFinding(
  sql: Statements,
  finding: Finding,
  packageFingerprint: Buffer,
  touched: Set<number>,
): number {
  const packageId = packageIdOf(sql, packageFingerprint);
  if (packageId === undefined) throw new Error(`The package ${finding.purl} was not stored first.`);
  const values = [
    packageId,
    storeAdvisory(sql, finding, touched),
    finding.status,
    finding.affectedRange,
    finding.fixedVersion ?? null,
  ];
  const known = sql.first(
    `SELECT id FROM finding WHERE package = ? AND advisory = ? AND status = ?
       AND affected_range = ? AND fixed_version IS ?`,
    ...values,
  );
  if (known) return known.integer("id");
  return sql.run(
    `INSERT INTO finding (package, advisory, status, affected_range, fixed_version)
     VALUES (?, ?, ?, ?, ?)`,
    ...values,
  );
}

function storeAdvisory(sql: Statements, finding: Finding, touched: Set<number>): number {
  const details = JSON.stringify(advisoryDetails(finding));
  const fingerprint = fingerprintOf([finding.id, finding.severity, details]);
  const known = sql.first("SELECT id FROM advisory WHERE fingerprint = ?", fingerprint);
  if (known) return known.integer("id");
  const vulnerability = storeVulnerability(sql, finding.id);
  touched.add(vulnerability);
  return sql.run(
    "INSERT INTO advisory (fingerprint, vulnerability, severity, details) VALUES (?, ?, ?, ?)",
    fingerprint,
    vulnerability,
    severityToStore(finding.severity),
    details,
  );
}

function advisoryDetails(finding: Finding): AdvisoryDetails {
  const { advisoryId, aliases, severitySource, cvss, summary, publishedAt, references } = finding;
  return { advisoryId, aliases, severitySource, cvss, summary, publishedAt, references };
}

function storeVulnerability(sql: Statements, name: string): number {
  const known = sql.first("SELECT id FROM vulnerability WHERE name = ?", name);
  if (known) return known.integer("id");
  return sql.run(
    "INSERT INTO vulnerability (name, term, severity, image_count) VALUES (?, ?, 0, 0)",
    name,
    name.toLowerCase(),
  );
}
