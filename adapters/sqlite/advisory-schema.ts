/** Of the database files; a reader refuses another. */
export const ADVISORY_SCHEMA_VERSION = 1;

/** One row a package: `data` are its advisories, packed by advisory-payload.ts. */
export const ADVISORY_SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE package (name TEXT PRIMARY KEY, data BLOB NOT NULL);
`;
