import type { AnalysisRequest } from "../contract/analysis-request.ts";
import { PermanentError } from "../errors.ts";
import { checkApproved } from "../integrations/enrollment-approval.ts";
import type { ConnectedIntegration } from "../integrations/port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import type { AnalysisDependencies } from "./analysis.ts";
import { refusalOfRole } from "./new-role.ts";
import type { RepositoryAccess } from "./registry-access.ts";

/**
 * Opens the repository of a request as its integration's role.
 * @throws PermanentError `integration-removed`, `integration-waiting`, `foreign-registry`, `role-refused`, `access-denied`
 * @throws TransientError, also for the refusal of a role that is only minutes old
 */
export async function openRepository(
  dependencies: Pick<AnalysisDependencies, "integrations" | "registry" | "now">,
  request: AnalysisRequest,
): Promise<RepositoryAccess> {
  const integration = await connectedIntegration(dependencies, request);
  try {
    return await dependencies.registry.open(integration, request.repository);
  } catch (error) {
    throw refusalOfRole(error, integration.connection, dependencies.now());
  }
}

async function connectedIntegration(
  dependencies: Pick<AnalysisDependencies, "integrations">,
  request: AnalysisRequest,
): Promise<ConnectedIntegration> {
  const integration = await dependencies.integrations.get(request.integrationId);
  const connection = integration?.connection;
  if (connection === undefined || integration?.removedAt !== undefined) {
    throw new PermanentError(
      "integration-removed",
      `The integration ${request.integrationId}, by which ${request.registry} was read, was removed, or has no stack. Connect the registry again to have its images analysed.`,
    );
  }
  const { account, region } = connection;
  const own = registryHostOf(account, region) === request.registry;
  if (integration === undefined || !own || integration.organizationId !== request.organizationId) {
    throw new PermanentError(
      "foreign-registry",
      `The integration ${request.integrationId} does not give access to ${request.registry}. Push the image again, so that the right one is asked.`,
    );
  }
  checkApproved(integration);
  return { ...integration, connection };
}
