import {
  ChangeRepositories,
  RepositoriesQuery,
  RepositoryChanges,
  RepositorySummary,
} from "../../core/contract/api-repositories.ts";
import { listOf } from "../../core/contract/page.ts";
import { changeRepositories } from "../../core/images/repository-activation.ts";
import { readList } from "./read-images.ts";
import { NoQuery, type Route, route, segment } from "./route.ts";

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
      const everywhere = (await integrations.list(segment(context, "organization")))
        .filter(({ activation }) => activation === "all")
        .map(({ integrationId }) => integrationId);
      return readList(context, (model) => model.repositories(context.query, everywhere));
    },
  }),
  route({
    method: "PATCH",
    path: REPOSITORIES,
    access: "editor",
    summary: "Choose repositories",
    description:
      "Up to 500 at once. The latest image of each that is chosen is analysed. One that is not known is answered as `unknown` and changes nothing of the others.",
    query: NoQuery,
    body: ChangeRepositories,
    status: 200,
    answer: "RepositoryChanges",
    response: RepositoryChanges,
    async handle(context): Promise<RepositoryChanges> {
      const { dependencies, body } = context;
      const organizationId = segment(context, "organization");
      return { items: await changeRepositories(dependencies, organizationId, body.items) };
    },
  }),
];
