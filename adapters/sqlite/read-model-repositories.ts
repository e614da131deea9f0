import * as z from "zod";
import type { RepositoriesQuery, RepositorySummary } from "../../core/contract/api-organization.ts";
import type { Page } from "../../core/contract/page.ts";
import { countsOf } from "./read-model-images.ts";
import { beginsWith, equal, readPage } from "./read-model-page.ts";
import { timeFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const Tags = z.array(z.string());

/** The last image of each repository by an index; the count is of an index, too. */
const SELECT = `
SELECT r.name, r.registry, i.image_id, i.tags, i.pushed_at,
  i.critical, i.high, i.medium, i.low, i.unspecified,
  (SELECT count(*) FROM image c WHERE c.repository_id = r.id) AS image_count`;

const TABLES = `
FROM repository r JOIN image i ON i.id = (
  SELECT l.id FROM image l WHERE l.repository_id = r.id
  ORDER BY l.pushed_at DESC, l.id DESC LIMIT 1)`;

/** A page of an organization's repositories, in the order of their names. */
export function listRepositories(
  sql: Statements,
  query: RepositoriesQuery,
): Page<RepositorySummary> {
  return readPage(
    sql,
    {
      name: "repositories",
      select: (keys) => `${SELECT}, ${keys} ${TABLES}`,
      conditions: [...equal("r.registry", query.registry), ...beginsWith("r.name", query.name)],
      sort: [
        { sql: "r.name", type: "string" },
        { sql: "r.registry", type: "string" },
      ],
      descending: false,
      item: summaryOf,
    },
    query,
  );
}

function summaryOf(row: SqlRow): RepositorySummary {
  return {
    registry: row.text("registry"),
    name: row.text("name"),
    imageCount: row.integer("image_count"),
    latest: {
      imageId: row.bytes("image_id").toString("hex"),
      tags: Tags.parse(JSON.parse(row.text("tags"))),
      pushedAt: timeFromStore(row.integer("pushed_at")),
      vulnerabilities: countsOf(row),
    },
  };
}
