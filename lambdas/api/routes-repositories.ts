import {
  ChangeRepositories,
  PurgeRepositoryQuery,
  RepositoriesQuery,
  RepositoryChanges,
  RepositoryPurgeAccepted,
  RepositorySummary,
} from "../../core/contract/api-repositories.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import { changeRepositories } from "../../core/images/repository-activation.ts";
import { changePattern } from "../../core/integrations/change-pattern.ts";
import { readList } from "./read-images.ts";
import { NoQuery, type Route, route, type RouteContext, segment } from "./route.ts";

const REPOSITORIES = "/v1/organizations/{organization}/repositories";

export const repositoryRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: REPOSITORIES,
    access: "member",
    summary: "Repositories",
    description:
      "Of all connected registries, with or without images, in the order of their names. All filters given must hold.",
    query: RepositoriesQuery,
    body: undefined,
    status: 200,
    answer: "RepositoryList",
    response: listOf(RepositorySummary),
    async handle(context) {
      const { integrations } = context.dependencies;
      const own = await integrations.list(segment(context, "organization"));
      const everywhere = own
        .filter(({ activation }) => activation === "all")
        .map(({ integrationId }) => integrationId);
      const patterns = own.flatMap(({ integrationId, activationPatterns = [] }) =>
        activationPatterns.map(({ pattern }) => ({ integrationId, pattern })),
      );
      return readList(context, (model) => model.repositories(context.query, everywhere, patterns));
    },
  }),
  route({
    method: "PATCH",
    path: REPOSITORIES,
    access: "editor",
    summary: "Choose repositories, or how long what is stored of them is kept",
    description:
      "Up to 500 at once, each by its name or many by a pattern, which then holds for repositories that come later, too. The latest image of each that is chosen is analysed, or the latest so many. `retention` is for a single repository, in place of its integration's; null takes it back. One that is not known is answered as `unknown` and changes nothing of the others.",
    query: NoQuery,
    body: ChangeRepositories,
    status: 200,
    answer: "RepositoryChanges",
    response: RepositoryChanges,
    handle: changeAll,
  }),
  route({
    method: "DELETE",
    path: REPOSITORIES,
    access: "owner",
    summary: "Purge what is stored of a repository",
    description:
      "All images that were pushed until now: bills of materials, findings and tags; the registry keeps them. The repository stays in the list, as activated as it was, and what is pushed from now on is analysed as ever. Repeating it is harmless.",
    query: PurgeRepositoryQuery,
    body: undefined,
    status: 202,
    answer: "RepositoryPurgeAccepted",
    response: RepositoryPurgeAccepted,
    handle: purge,
  }),
];

async function changeAll(
  context: RouteContext<unknown, ChangeRepositories>,
): Promise<RepositoryChanges> {
  const { dependencies, body } = context;
  const organizationId = segment(context, "organization");
  const named = body.items.filter((item) => "name" in item);
  const single = (await changeRepositories(dependencies, organizationId, named)).values();
  const items: RepositoryChanges["items"] = [];
  for (const item of body.items) {
    const changed =
      "name" in item
        ? single.next().value
        : await changePattern(dependencies, organizationId, item);
    if (changed !== undefined) items.push(changed);
  }
  return { items };
}

async function purge(
  context: RouteContext<PurgeRepositoryQuery, unknown>,
): Promise<RepositoryPurgeAccepted> {
  const { dependencies, query } = context;
  const organizationId = segment(context, "organization");
  const { registry, name } = query;
  const key = { organizationId, registry, repository: name };
  const record = await dependencies.repositories.get(key);
  if (record === undefined) {
    throw new PermanentError(
      "repository-not-found",
      "There is no such repository: it was deleted, or its registry or name is wrong. GET …/repositories lists those that there are.",
    );
  }
  const { integrationId } = record;
  const requestedAt = dependencies.now().toISOString();
  await dependencies.reconcile.send({ kind: "purge", ...key, integrationId, requestedAt });
  return { registry, name, requestedAt };
}
