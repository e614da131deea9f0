import * as z from "zod";
import type { RepositoriesQuery, RepositorySummary } from "../../core/contract/api-repositories.ts";
import type { Page } from "../../core/contract/page.ts";
import { Retention } from "../../core/contract/retention.ts";
import { IMAGE_STATES } from "../../core/contract/vocabulary.ts";
import { matchesPattern } from "../../core/images/activation-pattern.ts";
import type { PatternOfIntegration } from "../../core/images/list.ts";
import { countsOf } from "./read-model-images.ts";
import { beginsWith, type Condition, equal, readPage, type SortKey } from "./read-model-page.ts";
import { digestFromStore, timeFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const Tags = z.array(z.string());
const State = z.enum(IMAGE_STATES);

/** The count is of an index. */
const SELECT = `
SELECT r.name, r.registry, r.integration_id, r.chosen, r.retention, i.image_id, i.tags, i.pushed_at, i.digest, i.platform, i.state,
  i.critical, i.high, i.medium, i.low, i.unspecified,
  (SELECT count(*) FROM image c WHERE c.repository_id = r.id) AS image_count`;

const TABLES = `
FROM repository r LEFT JOIN image i ON i.id = r.latest_image`;

/**
 * A repository is activated when it is chosen, or all of its integration are, or those of such
 * names. A name's pattern means the same to GLOB: of what is special to it, it may hold `*` alone.
 */
const ACTIVATED = `(r.chosen = 1
  OR r.integration_id IN (SELECT value FROM json_each(?))
  OR EXISTS (SELECT 1 FROM json_each(?) p WHERE p.value ->> 'integrationId' = r.integration_id
    AND r.name GLOB p.value ->> 'pattern'))`;

const ID: SortKey = { sql: "r.id", type: "number" };

/** Each is the columns of one index of `repository`. */
const SORTS: Record<RepositoriesQuery["order"], readonly SortKey[]> = {
  name: [
    { sql: "r.name", type: "string" },
    { sql: "r.registry", type: "string" },
  ],
  "-pushedAt": [{ sql: "r.pushed_at", type: "number" }, ID],
  "-vulnerabilities": [
    ...["critical", "high", "medium", "low", "unspecified"].map((column): SortKey => ({
      sql: `r.${column}`,
      type: "number",
    })),
    ID,
  ],
};

/** What activates repositories that nobody has chosen. */
export interface ActivatedByName {
  /** Integrations whose repositories are all activated. */
  readonly everywhere: readonly string[];
  readonly patterns: readonly PatternOfIntegration[];
}

/** A page of an organization's repositories. */
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
      sort: SORTS[query.order],
      descending: query.order !== "name",
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
  const retention = row.textOrNull("retention");
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
    retention: retention === null ? null : Retention.parse(JSON.parse(retention)),
    imageCount: row.integer("image_count"),
    latest: latestOf(row),
  };
}

function latestOf(row: SqlRow): RepositorySummary["latest"] {
  const imageId = row.bytesOrNull("image_id");
  if (imageId === null) return null;
  return {
    imageId: imageId.toString("hex"),
    digest: digestFromStore(row.bytes("digest")),
    tags: Tags.parse(JSON.parse(row.text("tags"))),
    platform: row.textOrNull("platform"),
    state: State.parse(row.text("state")),
    pushedAt: timeFromStore(row.integer("pushed_at")),
    vulnerabilities: countsOf(row),
  };
}
