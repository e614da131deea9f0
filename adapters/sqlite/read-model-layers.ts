import type { SeverityCounts } from "../../core/contract/findings.ts";
import { severityFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** A finding of which it is only unknown whether it holds counts as unspecified. */
export const BAND = "CASE f.status WHEN 'affected' THEN a.severity ELSE 0 END";

// CROSS JOIN keeps SQLite to this order: from the image's sets outwards.
const BY_LAYER = `
SELECT layer, band, count(*) AS number FROM (
  SELECT s.layer AS layer, max(${BAND}) AS band FROM image_set s
  CROSS JOIN finding_set_member m ON m.finding_set = s.finding_set
  CROSS JOIN finding f ON f.id = m.finding
  CROSS JOIN advisory a ON a.id = f.advisory
  WHERE s.image = ? GROUP BY s.layer, a.vulnerability)
GROUP BY layer, band`;

/** Different vulnerabilities of an image by the lowest layer of their packages. */
export function countLayers(sql: Statements, image: number): ReadonlyMap<number, SeverityCounts> {
  const rows = Map.groupBy(sql.all(BY_LAYER, image), (row) => row.integer("layer"));
  return new Map([...rows].map(([layer, own]) => [layer, countsByBand(own)]));
}

/** Counts of rows with a `band` and a `number` each. */
export function countsByBand(rows: readonly SqlRow[]): SeverityCounts {
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
  for (const row of rows) counts[severityFromStore(row.integer("band"))] += row.integer("number");
  return counts;
}
