/** Parameters of a query; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

declare const answer: unique symbol;

/** Where something is read, and, for the compiler alone, what comes. */
export interface Reading<Answer> {
  /** Below the organization, or from the root where it begins with `/v1/`. */
  readonly path: string;
  readonly query: Query;
  readonly [answer]?: Answer;
}

/** A page of a list, as the API answers it. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  /** Null at the end of the list. */
  readonly nextCursor: string | null;
  /** When what it shows was read, ISO 8601; null: nothing was yet. */
  readonly asOf: string | null;
}

/** Names what is read at a path: `reading<Image>(path`images/${id}`)`. */
export function reading<Answer>(path: string, query: Query = {}): Reading<Answer> {
  return { path, query };
}

/** A path whose values are segments, encoded. */
export function path(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: texts }, ...values.map((value) => encodeURIComponent(value)));
}

/** The address below the organization, or the path itself where it has its own root. */
export function addressOf(organization: string, { path: place, query }: Reading<unknown>): string {
  const root = place.startsWith("/v1/") ? "" : path`/v1/organizations/${organization}/`;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `${root}${place}${text === "" ? "" : `?${text}`}`;
}

/** The key under which answers are kept: a path's key begins with the keys of what it is below. */
export function keyOf(organization: string, { path: place, query }: Reading<unknown>) {
  return [...placeKey(organization, place), query];
}

/** The beginning of the keys of all that is at or below a path. */
export function placeKey(organization: string, place: string): readonly string[] {
  const segments = place.split("/").filter((segment) => segment !== "");
  return place.startsWith("/v1/") ? ["api", ...segments] : ["api", organization, ...segments];
}
