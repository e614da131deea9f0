import type { DatabaseSync } from "node:sqlite";

/** Part of the published name: a reader never meets a file of another schema. */
export const READ_MODEL_SCHEMA_VERSION = 3;

/**
 * Tables and indexes of a read model: docs/adr/0003-read-model.md says what each is for.
 *
 * - Times are milliseconds since 1970 (-1: unknown), digests and identifiers their bytes.
 * - Severity counts are -1 until findings exist, so that an index orders them.
 * - A repository that is not `recorded` has no record of its own (yet): it lives by its images.
 * - `severity` is 4 (critical) to 0 (unspecified); `cvss` is ten times the highest base score.
 * - A repository has the time and counts of its latest image, so that it is ordered by them.
 * - `first_seen_at`: published, and in an image that was pushed: whichever came later.
 */
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE repository (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  registry TEXT NOT NULL,
  integration_id TEXT NOT NULL,
  chosen INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  retention TEXT,
  latest_image INTEGER,
  pushed_at INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  high INTEGER NOT NULL,
  medium INTEGER NOT NULL,
  low INTEGER NOT NULL,
  unspecified INTEGER NOT NULL,
  UNIQUE (name, registry)
);
CREATE INDEX repository_by_time ON repository (pushed_at, id);
CREATE INDEX repository_by_counts
  ON repository (critical, high, medium, low, unspecified, id);
CREATE INDEX repository_of_registry ON repository (registry, name);
CREATE INDEX repository_of_integration ON repository (integration_id, name, registry);

CREATE TABLE image (
  id INTEGER PRIMARY KEY,
  image_id BLOB NOT NULL UNIQUE,
  fingerprint BLOB NOT NULL,
  repository_id INTEGER NOT NULL,
  repository TEXT NOT NULL,
  digest BLOB NOT NULL,
  index_digest BLOB,
  tags TEXT NOT NULL,
  platform TEXT,
  state TEXT NOT NULL,
  state_reason TEXT,
  pushed_at INTEGER NOT NULL,
  analyzed_at INTEGER NOT NULL,
  size INTEGER,
  distribution TEXT,
  package_count INTEGER,
  assessed TEXT,
  unassessed INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  high INTEGER NOT NULL,
  medium INTEGER NOT NULL,
  low INTEGER NOT NULL,
  unspecified INTEGER NOT NULL
);
CREATE INDEX image_by_time ON image (pushed_at, id);
CREATE INDEX image_by_repository ON image (repository, pushed_at, id);
CREATE INDEX image_of_repository ON image (repository_id, pushed_at, id);
CREATE INDEX image_by_state ON image (state, pushed_at, id);
CREATE INDEX image_by_counts ON image (critical, high, medium, low, unspecified, id);
CREATE INDEX image_unassessed ON image (pushed_at, id) WHERE unassessed > 0;
CREATE INDEX image_by_digest ON image (digest);
CREATE INDEX image_by_index ON image (index_digest) WHERE index_digest IS NOT NULL;

CREATE TABLE image_tag (
  tag TEXT NOT NULL,
  image INTEGER NOT NULL,
  PRIMARY KEY (tag, image)
) WITHOUT ROWID;
CREATE INDEX tag_of_image ON image_tag (image);

CREATE TABLE image_ecosystem (
  ecosystem TEXT NOT NULL,
  image INTEGER NOT NULL,
  PRIMARY KEY (ecosystem, image)
) WITHOUT ROWID;
CREATE INDEX ecosystem_of_image ON image_ecosystem (image);

CREATE TABLE package (
  id INTEGER PRIMARY KEY,
  fingerprint BLOB NOT NULL UNIQUE,
  purl TEXT NOT NULL,
  type TEXT NOT NULL,
  ecosystem TEXT NOT NULL,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  version TEXT NOT NULL,
  architecture TEXT,
  source_name TEXT,
  source_version TEXT,
  licenses TEXT NOT NULL,
  image_count INTEGER NOT NULL
);
CREATE INDEX package_by_purl ON package (purl);
CREATE INDEX package_by_name ON package (sort_name, id);
CREATE INDEX package_by_type ON package (type, sort_name, id);
CREATE INDEX package_by_images ON package (image_count, id);

CREATE TABLE package_term (
  term TEXT NOT NULL,
  package INTEGER NOT NULL,
  PRIMARY KEY (term, package)
) WITHOUT ROWID;
CREATE INDEX term_of_package ON package_term (package);

CREATE TABLE package_set (id INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL UNIQUE);
CREATE TABLE package_set_member (
  package_set INTEGER NOT NULL,
  package INTEGER NOT NULL,
  paths TEXT NOT NULL,
  PRIMARY KEY (package_set, package)
) WITHOUT ROWID;
CREATE INDEX sets_of_package ON package_set_member (package);

CREATE TABLE vulnerability (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  term TEXT NOT NULL,
  severity INTEGER NOT NULL,
  image_count INTEGER NOT NULL,
  cvss INTEGER NOT NULL DEFAULT -1,
  published_at INTEGER NOT NULL DEFAULT -1,
  first_pushed_at INTEGER NOT NULL DEFAULT -1,
  first_seen_at INTEGER AS (max(published_at, first_pushed_at)) VIRTUAL
);
CREATE INDEX vulnerability_by_cvss ON vulnerability (cvss, id);
CREATE INDEX vulnerability_by_seen ON vulnerability (first_seen_at, id);
CREATE INDEX vulnerability_seen_of_severity ON vulnerability (severity, first_seen_at, id);
CREATE INDEX vulnerability_by_term ON vulnerability (term);
CREATE INDEX vulnerability_by_severity ON vulnerability (severity, image_count, id);
CREATE INDEX vulnerability_by_images ON vulnerability (image_count, id);

CREATE TABLE advisory (
  id INTEGER PRIMARY KEY,
  fingerprint BLOB NOT NULL UNIQUE,
  vulnerability INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  details TEXT NOT NULL
);
CREATE INDEX advisory_of_vulnerability ON advisory (vulnerability);

CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  package INTEGER NOT NULL,
  advisory INTEGER NOT NULL,
  status TEXT NOT NULL,
  affected_range TEXT NOT NULL,
  fixed_version TEXT
);
CREATE INDEX finding_of_package ON finding (package, advisory);
CREATE INDEX finding_of_advisory ON finding (advisory, package);

CREATE TABLE finding_set (id INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL UNIQUE);
CREATE TABLE finding_set_member (
  finding_set INTEGER NOT NULL,
  finding INTEGER NOT NULL,
  PRIMARY KEY (finding_set, finding)
) WITHOUT ROWID;
CREATE INDEX sets_of_finding ON finding_set_member (finding);

CREATE TABLE image_set (
  image INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  layer INTEGER NOT NULL,
  package_set INTEGER NOT NULL,
  finding_set INTEGER,
  PRIMARY KEY (image, ordinal)
) WITHOUT ROWID;
CREATE INDEX images_of_package_set ON image_set (package_set, image);
CREATE INDEX images_of_finding_set ON image_set (finding_set, image) WHERE finding_set IS NOT NULL;
`;

/** Makes an empty database a read model. */
export function createReadModelSchema(db: DatabaseSync): void {
  db.exec(SCHEMA);
  db.exec(`PRAGMA user_version = ${READ_MODEL_SCHEMA_VERSION}`);
}
