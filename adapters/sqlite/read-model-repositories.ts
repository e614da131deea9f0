import * as z from "zod";
import type { RepositoriesQuery, RepositorySummary } from "../../core/contract/api-repositories.ts";
import type { Page } from "../../core/contract/page.ts";
import { matchesPattern } from "../../core/images/activation-pattern.ts";
import type { PatternOfIntegration } from "../../core/images/list.ts";
import { countsOf } from "./read-model-images.ts";
import { beginsWith, type Condition, equal, readPage } from "./read-model-page.ts";
import { timeFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const Tags = z.array(z.string());

/** The last image of each repository by an index; the count is of an index, too. */
const SELECT = `
SELECT r.name, r.registry, r.integration_id, r.chosen, i.image_id, i.tags, i.pushed_at,
  i.critical, i.high, i.medium, i.low, i.unspecified,
  (SELECT count(*) FROM image c WHERE c.repository_id = r.id) AS image_count`;

const TABLES = `
FROM repository r LEFT JOIN image i ON i.id = (
  SELECT l.id FROM image l WHERE l.repository_id = r.id
  ORDER BY l.pushed_at DESC, l.id DESC LIMIT 1)`;

/**
 * A repository is activated when it is chosen, or all of its integration are, or those of such
 * names. A name's pattern means the same to GLOB: of what is special to it, it may hold `*` alone.
 */
const ACTIVATED = `(r.chosen = 1
  OR r.integration_id IN (SELECT value FROM json_each(?))
  OR EXISTS (SELECT 1 FROM json_each(?) p WHERE p.value ->> 'integrationId' = r.integration_id
    AND r.name GLOB p.value ->> 'pattern'))`;

/** What activates repositories that nobody has chosen. */
export interface ActivatedByName {
  /** Integrations whose repositories are all activated. */
  readonly everywhere: readonly string[];
  readonly patterns: readonly PatternOfIntegration[];
}

/** A page of an organization's repositories, in the order of their names. */
export function listRepositories(
  sql: Statements,
  query: RepositoriesQuery,
  byName: ActivatedByName,
): Page<RepositorySummary> {
  return readPage(
    sql,
    {
      name: "repositories",
      select: (keys) => `${SELECT}, ${keys} ${TABLES}`,
      conditions: [
        ...equal("r.registry", query.registry),
        ...equal("r.integration_id", query.integrationId),
        ...beginsWith("r.name", query.name),
        ...activated(query.activated, byName),
      ],
      sort: [
        { sql: "r.name", type: "string" },
        { sql: "r.registry", type: "string" },
      ],
      descending: false,
      item: (row) => summaryOf(row, byName),
    },
    query,
  );
}

function activated(
  wanted: RepositoriesQuery["activated"],
  { everywhere, patterns }: ActivatedByName,
): readonly Condition[] {
  if (wanted === undefined) return [];
  const values = [JSON.stringify(everywhere), JSON.stringify(patterns)];
  return [{ sql: wanted === "true" ? ACTIVATED : `NOT ${ACTIVATED}`, values }];
}

function summaryOf(row: SqlRow, { everywhere, patterns }: ActivatedByName): RepositorySummary {
  const integrationId = row.text("integration_id");
  const name = row.text("name");
  const chosen = row.integer("chosen") === 1;
  return {
    registry: row.text("registry"),
    name,
    integrationId,
    activated:
      chosen ||
      everywhere.includes(integrationId) ||
      patterns.some(
        (one) => one.integrationId === integrationId && matchesPattern(one.pattern, name),
      ),
    chosen,
    imageCount: row.integer("image_count"),
    latest: latestOf(row),
  };
}

function latestOf(row: SqlRow): RepositorySummary["latest"] {
  const imageId = row.bytesOrNull("image_id");
  if (imageId === null) return null;
  return {
    imageId: imageId.toString("hex"),
    tags: Tags.parse(JSON.parse(row.text("tags"))),
    pushedAt: timeFromStore(row.integer("pushed_at")),
    vulnerabilities: countsOf(row),
  };
}
