import * as z from "zod";
import type { ImagesQuery } from "../../core/contract/api-images.ts";
import { Assessment } from "../../core/contract/findings.ts";
import type { SeverityCounts } from "../../core/contract/findings.ts";
import type { Image } from "../../core/contract/image.ts";
import type { Page } from "../../core/contract/page.ts";
import { IMAGE_STATES } from "../../core/contract/vocabulary.ts";
import {
  among,
  beginsWith,
  type Condition,
  equal,
  readPage,
  type SortKey,
} from "./read-model-page.ts";
import { packageCondition } from "./read-model-package-filter.ts";
import { digestFromStore, digestToStore, prefixEnd, timeFromStore } from "./read-model-values.ts";
import type { SqlRow, Statements } from "./statements.ts";

const COLUMNS = `
  i.image_id, r.registry, i.repository, i.tags, i.digest, i.index_digest, i.platform, i.state,
  i.state_reason, i.pushed_at, i.analyzed_at, i.size, i.distribution, i.package_count, i.assessed,
  i.critical, i.high, i.medium, i.low, i.unspecified`;

const TABLES = "FROM image i JOIN repository r ON r.id = i.repository_id";

const ID: SortKey = { sql: "i.id", type: "number" };
const PUSHED_AT: SortKey = { sql: "i.pushed_at", type: "number" };

/** Each is the columns of one index of `image`. */
const SORTS: Record<"pushedAt" | "repository" | "vulnerabilities", readonly SortKey[]> = {
  pushedAt: [PUSHED_AT, ID],
  repository: [{ sql: "i.repository", type: "string" }, PUSHED_AT, ID],
  vulnerabilities: [
    ...["critical", "high", "medium", "low", "unspecified"].map((column): SortKey => ({
      sql: `i.${column}`,
      type: "number",
    })),
    ID,
  ],
};

const IMAGES_OF_VULNERABILITY = `
  SELECT s.image FROM vulnerability v
  JOIN advisory a ON a.vulnerability = v.id
  JOIN finding f ON f.advisory = a.id
  JOIN finding_set_member m ON m.finding = f.id
  JOIN image_set s ON s.finding_set = m.finding_set
  WHERE v.name = ?`;

/** A page of images. */
export function listImages(sql: Statements, query: ImagesQuery): Page<Image> {
  const descending = query.order.startsWith("-");
  const order = query.order.replace("-", "") as keyof typeof SORTS;
  return readPage(
    sql,
    {
      name: "images",
      select: (keys) => `SELECT ${COLUMNS}, ${keys} ${TABLES}`,
      conditions: conditionsOf(query),
      sort: SORTS[order],
      descending,
      item: imageOf,
    },
    query,
  );
}

/** One image. */
export function findImage(sql: Statements, imageId: string): Image | undefined {
  const row = sql.first(
    `SELECT ${COLUMNS} ${TABLES} WHERE i.image_id = ?`,
    Buffer.from(imageId, "hex"),
  );
  return row && imageOf(row);
}

function conditionsOf(query: ImagesQuery): readonly Condition[] {
  const digest = query.digest === undefined ? undefined : digestToStore(query.digest);
  return [
    ...equal("r.registry", query.registry),
    ...equal("i.repository", query.repository),
    ...beginsWith("i.repository", query.repositoryPrefix),
    ...textCondition(query.text),
    ...(query.unassessed === undefined ? [] : [{ sql: "i.unassessed > 0", values: [] }]),
    ...equal("i.state", query.state),
    ...equal("i.platform", query.platform),
    ...(query.severity === undefined ? [] : [{ sql: `i.${query.severity} > 0`, values: [] }]),
    ...among("i.id", "SELECT image FROM image_tag WHERE tag = ?", one(query.tag)),
    ...among(
      "i.id",
      "SELECT id FROM image WHERE digest = ? UNION ALL SELECT id FROM image WHERE index_digest = ?",
      digest && [digest, digest],
    ),
    ...packageCondition(query.package),
    ...among("i.id", IMAGES_OF_VULNERABILITY, one(query.vulnerability)),
  ];
}

/** Names and tags are looked up first, so that rows are tested against two small sets. */
function textCondition(text: string | undefined): readonly Condition[] {
  if (text === undefined) return [];
  const range = [text, prefixEnd(text)];
  return [
    {
      sql: `((i.repository >= ? AND i.repository < ?)
        OR i.id IN (SELECT image FROM image_tag WHERE tag >= ? AND tag < ?))`,
      values: [...range, ...range],
    },
  ];
}

function one(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

const Tags = z.array(z.string());
const Assessments = z.array(Assessment);
const State = z.enum(IMAGE_STATES);

function imageOf(row: SqlRow): Image {
  const index = row.bytesOrNull("index_digest");
  const assessed = row.textOrNull("assessed");
  return {
    imageId: row.bytes("image_id").toString("hex"),
    registry: row.text("registry"),
    repository: row.text("repository"),
    tags: Tags.parse(JSON.parse(row.text("tags"))),
    digest: digestFromStore(row.bytes("digest")),
    indexDigest: index && digestFromStore(index),
    platform: row.textOrNull("platform"),
    state: State.parse(row.text("state")),
    stateReason: row.textOrNull("state_reason"),
    pushedAt: timeFromStore(row.integer("pushed_at")),
    analyzedAt: timeFromStore(row.integer("analyzed_at")),
    size: row.integerOrNull("size"),
    distribution: row.textOrNull("distribution"),
    packageCount: row.integerOrNull("package_count"),
    assessed: assessed === null ? null : Assessments.parse(JSON.parse(assessed)),
    vulnerabilities: countsOf(row),
  };
}

/** Counts of a row with the five columns; null until the image has findings. */
export function countsOf(row: SqlRow): SeverityCounts | null {
  const critical = row.integer("critical");
  if (critical < 0) return null;
  return {
    critical,
    high: row.integer("high"),
    medium: row.integer("medium"),
    low: row.integer("low"),
    unspecified: row.integer("unspecified"),
  };
}
