import type { Route } from "./route.ts";
import { accountRoutes, openApiRoute } from "./routes-account.ts";
import { imageResultRoutes } from "./routes-image-results.ts";
import { imageRoutes } from "./routes-images.ts";
import { integrationRoutes } from "./routes-integrations.ts";
import { organizationRoutes } from "./routes-organization.ts";
import { repositoryRoutes } from "./routes-repositories.ts";

/**
 * Every endpoint of the function, with the rule of who may call it. Tests and the OpenAPI
 * document are made from this table, so that what is not in it does not exist.
 */
export const routes: readonly Route[] = [
  openApiRoute(() => routes),
  ...accountRoutes,
  ...imageRoutes,
  ...imageResultRoutes,
  ...organizationRoutes,
  ...repositoryRoutes,
  ...integrationRoutes,
];
