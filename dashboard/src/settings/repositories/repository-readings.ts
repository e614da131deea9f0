import type { infer as Infer } from "zod";
import type {
  ChangeRepositories,
  RepositoryChanges,
  RepositorySummary,
} from "../../../../core/contract/api-repositories.ts";
import { type ListAnswer, type Query, type Reading, reading } from "../../api/reading.ts";

/** What is asked for of one repository, or of all that a pattern means. */
export type RequestedChange = Infer<typeof ChangeRepositories>["items"][number];
/** What became of it. */
export type ChangeOutcome = RepositoryChanges["items"][number];

/** A page of the organization's repositories; the query is `RepositoriesQuery` of the API. */
export function repositoriesReading(query: Query): Reading<ListAnswer<RepositorySummary>> {
  return reading("repositories", query);
}

/** Tells repositories of all registries apart. */
export function idOfRepository({ registry, name }: RepositorySummary): string {
  return `${registry}/${name}`;
}

/** Names a repository in a change. */
export function placeOf({ registry, name }: RepositorySummary): {
  readonly registry: string;
  readonly name: string;
} {
  return { registry, name };
}
