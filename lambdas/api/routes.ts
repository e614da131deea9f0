import type { Route } from "./route.ts";
import { accountRoutes, openApiRoute } from "./routes-account.ts";
import { auditRoutes } from "./routes-audit.ts";
import { brandRoute } from "./routes-brand.ts";
import { compareRoutes } from "./routes-compare.ts";
import { enrollmentRoutes } from "./routes-enrollments.ts";
import { estimateRoutes } from "./routes-estimate.ts";
import { imageResultRoutes } from "./routes-image-results.ts";
import { imageRoutes } from "./routes-images.ts";
import { integrationCareRoutes } from "./routes-integration-care.ts";
import { integrationRoutes } from "./routes-integrations.ts";
import { invitationRoutes } from "./routes-invitations.ts";
import { memberRoutes } from "./routes-members.ts";
import { organizationRoutes } from "./routes-organization.ts";
import { overviewRoutes } from "./routes-overview.ts";
import { repositoryRoutes } from "./routes-repositories.ts";
import { tokenRoutes } from "./routes-tokens.ts";

/**
 * Every endpoint of the function, with the rule of who may call it. Tests and the OpenAPI
 * document are made from this table, so that what is not in it does not exist.
 */
export const routes: readonly Route[] = [
  openApiRoute(() => routes),
  brandRoute,
  ...accountRoutes,
  ...imageRoutes,
  ...imageResultRoutes,
  ...organizationRoutes,
  ...compareRoutes,
  ...overviewRoutes,
  ...repositoryRoutes,
  ...estimateRoutes,
  ...integrationRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...tokenRoutes,
  ...auditRoutes,
  ...integrationCareRoutes,
  ...enrollmentRoutes,
];
