import {
  hostIn,
  type ListedRepository,
  repositoryIn,
  type RepositoryList,
  stateIn,
} from "./listed-repository.ts";

const NAME_FIELDS = ["repository", "repositoryname", "repo", "name", "fullname", "image"];
const HOST_FIELDS = ["registry", "host", "hostname", "registryhost"];
const STATE_FIELDS = ["enabled", "activated", "status", "state", "scoutenabled"];
/** Fields that hold a list, in a document that is no list itself. */
const LIST_FIELDS = ["repositories", "repos", "items", "data", "results"];

/** Reads JSON, or lines of JSON; undefined: it is neither. */
export function readJsonList(text: string): RepositoryList | undefined {
  const items = parse(text) ?? parseLines(text);
  if (items === undefined) return undefined;
  const repositories: ListedRepository[] = [];
  const ignored: string[] = [];
  for (const item of items) {
    const found = repositoryOf(item);
    if (found === undefined) ignored.push(JSON.stringify(item));
    else repositories.push(found);
  }
  return { repositories, ignored };
}

function parse(text: string): readonly unknown[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const document: unknown = JSON.parse(text);
    if (Array.isArray(document)) return document as readonly unknown[];
    const fields = fieldsOf(document);
    const list = LIST_FIELDS.map((name) => fields.get(name)).find(Array.isArray);
    return (list as readonly unknown[] | undefined) ?? [document];
  } catch {
    return undefined;
  }
}

function parseLines(text: string): readonly unknown[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length < 2 || !lines.every((line) => /^\s*\{/.test(line))) return undefined;
  try {
    return lines.map((line): unknown => JSON.parse(line));
  } catch {
    return undefined;
  }
}

function repositoryOf(item: unknown): ListedRepository | undefined {
  if (typeof item === "string") {
    const found = repositoryIn(item);
    return found && { ...found, enabled: true };
  }
  const fields = fieldsOf(item);
  const named = textOf(fields, NAME_FIELDS);
  const found = named === undefined ? undefined : repositoryIn(named);
  if (found === undefined) return undefined;
  const host = hostIn(textOf(fields, HOST_FIELDS) ?? "");
  return {
    ...(host === undefined ? {} : { registry: host }),
    ...found,
    enabled: stateIn(textOf(fields, STATE_FIELDS) ?? "") ?? true,
  };
}

/** By their names in lower case, without what joins words. */
function fieldsOf(item: unknown): ReadonlyMap<string, unknown> {
  if (typeof item !== "object" || item === null) return new Map();
  return new Map(
    Object.entries(item).map(([name, value]) => [name.toLowerCase().replace(/[_-]/g, ""), value]),
  );
}

function textOf(
  fields: ReadonlyMap<string, unknown>,
  names: readonly string[],
): string | undefined {
  for (const name of names) {
    const value = fields.get(name);
    if (typeof value === "string") return value;
    if (typeof value === "boolean") return String(value);
  }
  return undefined;
}
