import type { KnownRepository } from "../service/repositories.ts";
import {
  resolveRepositories,
  type RepositoryPlace,
  type WrittenRepository,
} from "../service/resolve-repositories.ts";
import type { RepositoryList } from "./listed-repository.ts";

/** What an import is going to do, and what it can't. */
export interface ImportPlan {
  /** Activated by it. */
  readonly activate: readonly RepositoryPlace[];
  /** Analysed already. */
  readonly already: readonly RepositoryPlace[];
  /** In no connected registry. */
  readonly unknown: readonly WrittenRepository[];
  /** In several of them. */
  readonly ambiguous: readonly (WrittenRepository & { readonly registries: readonly string[] })[];
  /** In registries that are not ECR: something for `scout watch`. */
  readonly elsewhere: readonly RepositoryPlace[];
  /** Not analysed where they come from. */
  readonly disabled: number;
  /** Lines that name no repository. */
  readonly ignored: readonly string[];
}

/** Registries under names that Docker's programs have for them. */
const DOCKER_HUB = new Set([
  "hub.docker.com",
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
]);

/**
 * Compares a list with what the service knows.
 * @param registry For repositories whose registry the list does not tell.
 */
export function planImport(
  list: RepositoryList,
  known: readonly KnownRepository[],
  registry: string | undefined,
): ImportPlan {
  const enabled = list.repositories.filter((item) => item.enabled);
  const registries = new Set(known.map((item) => item.registry));
  const elsewhere: RepositoryPlace[] = [];
  const searched: WrittenRepository[] = [];
  for (const { name, registry: told } of enabled) {
    const host = told ?? registry;
    if (host === undefined) searched.push({ name });
    else if (registries.has(host) || isEcr(host)) searched.push({ name, registry: host });
    else elsewhere.push({ registry: DOCKER_HUB.has(host) ? "docker.io" : host, name });
  }
  const { found, unknown, ambiguous } = resolveRepositories(searched, known);
  const placeOf = ({ registry: host, name }: KnownRepository): RepositoryPlace => ({
    registry: host,
    name,
  });
  return {
    activate: found.filter((item) => !item.activated).map(placeOf),
    already: found.filter((item) => item.activated).map(placeOf),
    unknown,
    ambiguous,
    elsewhere,
    disabled: list.repositories.length - enabled.length,
    ignored: list.ignored,
  };
}

function isEcr(host: string): boolean {
  return /^\d{12}\.dkr\.ecr\./.test(host);
}
