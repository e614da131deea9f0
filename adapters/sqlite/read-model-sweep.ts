import { timeToStore } from "./read-model-values.ts";
import type { Statements } from "./statements.ts";

/** What an edit has let go of: looked at once, at its end, since it may have taken it up again. */
export interface Released {
  readonly packageSets: Set<number>;
  readonly findingSets: Set<number>;
  /** Vulnerabilities whose advisories changed. */
  readonly vulnerabilities: Set<number>;
}

/** Removes what no image holds any more, from the sets down to the packages and vulnerabilities. */
export function sweep(sql: Statements, released: Released): void {
  const findings = new Set<number>();
  for (const set of released.findingSets) {
    if (sql.first("SELECT 1 FROM image_set WHERE finding_set = ?", set)) continue;
    for (const row of sql.all(
      "SELECT finding FROM finding_set_member WHERE finding_set = ?",
      set,
    )) {
      findings.add(row.integer("finding"));
    }
    sql.run("DELETE FROM finding_set_member WHERE finding_set = ?", set);
    sql.run("DELETE FROM finding_set WHERE id = ?", set);
  }
  sweepFindings(sql, findings, released.vulnerabilities);
  sweepVulnerabilities(sql, released.vulnerabilities);
  sweepPackageSets(sql, released.packageSets);
}

function sweepFindings(
  sql: Statements,
  findings: ReadonlySet<number>,
  vulnerabilities: Set<number>,
): void {
  const advisories = new Set<number>();
  for (const finding of findings) {
    if (sql.first("SELECT 1 FROM finding_set_member WHERE finding = ?", finding)) continue;
    const row = sql.first("SELECT advisory FROM finding WHERE id = ?", finding);
    if (row) advisories.add(row.integer("advisory"));
    sql.run("DELETE FROM finding WHERE id = ?", finding);
  }
  for (const advisory of advisories) {
    if (sql.first("SELECT 1 FROM finding WHERE advisory = ?", advisory)) continue;
    const row = sql.first("SELECT vulnerability FROM advisory WHERE id = ?", advisory);
    if (row) vulnerabilities.add(row.integer("vulnerability"));
    sql.run("DELETE FROM advisory WHERE id = ?", advisory);
  }
}

/** Of those that are left, severity and score are the worst of their advisories. */
function sweepVulnerabilities(sql: Statements, vulnerabilities: ReadonlySet<number>): void {
  for (const id of vulnerabilities) {
    const row = sql.first(
      `SELECT max(severity) AS worst, max(json_extract(details, '$.cvss.score')) AS score,
         min(json_extract(details, '$.publishedAt')) AS published
       FROM advisory WHERE vulnerability = ?`,
      id,
    );
    const worst = row?.integerOrNull("worst") ?? null;
    if (!row || worst === null) {
      sql.run("DELETE FROM vulnerability WHERE id = ?", id);
      continue;
    }
    const score = row.integerOrNull("score");
    sql.run(
      "UPDATE vulnerability SET severity = ?, cvss = ?, published_at = ? WHERE id = ?",
      worst,
      score === null ? -1 : Math.round(score * 10),
      timeToStore(row.textOrNull("published")),
      id,
    );
  }
}

function sweepPackageSets(sql: Statements, sets: ReadonlySet<number>): void {
  const packages = new Set<number>();
  for (const set of sets) {
    if (sql.first("SELECT 1 FROM image_set WHERE package_set = ?", set)) continue;
    for (const row of sql.all(
      "SELECT package FROM package_set_member WHERE package_set = ?",
      set,
    )) {
      packages.add(row.integer("package"));
    }
    sql.run("DELETE FROM package_set_member WHERE package_set = ?", set);
    sql.run("DELETE FROM package_set WHERE id = ?", set);
  }
  for (const id of packages) {
    if (sql.first("SELECT 1 FROM package_set_member WHERE package = ?", id)) continue;
    sql.run("DELETE FROM package_term WHERE package = ?", id);
    sql.run("DELETE FROM package WHERE id = ?", id);
  }
}
