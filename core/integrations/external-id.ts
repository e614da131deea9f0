import { PermanentError } from "../errors.ts";
import type { Integration } from "./port.ts";

/** @throws PermanentError `external-id-mismatch`, which does not tell the right one */
export function checkExternalId(
  externalId: string,
  integration: Pick<Integration, "externalId" | "integrationId">,
): void {
  if (externalId === integration.externalId) return;
  throw new PermanentError(
    "external-id-mismatch",
    `The parameter ExternalId is not that of the integration ${integration.integrationId}, to which the parameter SetupEndpoint belongs. Launch the stack by the integration's link, and leave its parameters as the link fills them in.`,
  );
}
