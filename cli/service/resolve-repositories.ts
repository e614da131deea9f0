import type { KnownRepository } from "./repositories.ts";

/** A repository as somebody wrote it. */
export interface WrittenRepository {
  /** Without its registry. */
  readonly name: string;
  /** Host; absent: whichever has it. */
  readonly registry?: string;
}

/** A repository of a registry. */
export interface RepositoryPlace {
  readonly registry: string;
  readonly name: string;
}

/** What names that somebody wrote stand for. */
export interface ResolvedRepositories {
  /** Each once, in the order in which they were written. */
  readonly found: readonly KnownRepository[];
  /** Names of which there is nothing. */
  readonly unknown: readonly WrittenRepository[];
  /** Names that several registries have. */
  readonly ambiguous: readonly (WrittenRepository & { readonly registries: readonly string[] })[];
}

/** Reads `[HOST/]name`. */
export function parseWritten(text: string, registry?: string): WrittenRepository {
  const slash = text.indexOf("/");
  const first = slash < 0 ? "" : text.slice(0, slash);
  if (isHost(first)) return { registry: first, name: text.slice(slash + 1) };
  return { name: text, ...(registry === undefined ? {} : { registry }) };
}

/** ECR's own host names, or a host with a port: `a.b/c` alone may be a repository in ECR. */
function isHost(text: string): boolean {
  return /\.amazonaws\.com(\.cn)?$|:\d+$/.test(text);
}

/** What all names begin with: the part of a list that must be read for them. */
export function commonBeginning(names: readonly WrittenRepository[]): string {
  const [first = "", ...others] = names.map(({ name }) => name);
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

/** Finds what names stand for in a list. */
export function resolveRepositories(
  names: readonly WrittenRepository[],
  list: readonly KnownRepository[],
): ResolvedRepositories {
  const byName = Map.groupBy(list, ({ name }) => name);
  const found = new Map<string, KnownRepository>();
  const unknown: WrittenRepository[] = [];
  const ambiguous: ResolvedRepositories["ambiguous"][number][] = [];
  for (const written of names) {
    const fitting = (byName.get(written.name) ?? []).filter(
      ({ registry }) => written.registry === undefined || registry === written.registry,
    );
    const [first, ...others] = fitting;
    if (first === undefined) unknown.push(written);
    else if (others.length === 0) found.set(`${first.registry}/${first.name}`, first);
    else ambiguous.push({ ...written, registries: fitting.map(({ registry }) => registry) });
  }
  return { found: [...found.values()], unknown, ambiguous };
}
