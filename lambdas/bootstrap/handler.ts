import * as z from "zod";
import { describeRequest } from "../../core/audit/describe-request.ts";
import type { AuditLog } from "../../core/audit/port.ts";
import { BootstrapRequest, type BootstrapResult } from "../../core/contract/bootstrap.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import {
  bootstrapOrganization,
  type BootstrapDependencies,
  OPERATOR_ISSUER,
} from "../../core/members/bootstrap.ts";

/** What the function needs. */
export interface BootstrapFunctionDependencies extends BootstrapDependencies {
  readonly audit: Pick<AuditLog, "append">;
  readonly log: Log;
}

/** Two changes of one millisecond are two entries. */
const ID_BYTES = 8;

/**
 * Invoked by an operator, who is who may invoke it: creates an organization and its first
 * members, and answers their tokens, which appear nowhere else.
 *
 * @throws {PermanentError} `invalid-request`, with what is wrong where.
 */
export function createHandler(
  dependencies: BootstrapFunctionDependencies,
): (event: unknown, context: { readonly awsRequestId: string }) => Promise<BootstrapResult> {
  return async (event, context) => {
    const request = BootstrapRequest.safeParse(event);
    if (!request.success) {
      throw new PermanentError(
        "invalid-request",
        `The request does not have the form {"organization": "acme", "members": [{"name": "alice", "role": "owner"}]}:\n${z.prettifyError(request.error)}`,
      );
    }
    const result = await bootstrapOrganization(dependencies, request.data);
    dependencies.log.info("organization bootstrapped", {
      organizationId: result.organization,
      created: result.created,
      tokens: result.members.filter((member) => member.token !== null).length,
    });
    if (hasChanged(result)) {
      await recordChange(dependencies, request.data, context.awsRequestId);
    }
    return result;
  };
}

/** A repetition that finds everything there is no change. */
function hasChanged({ created, members }: BootstrapResult): boolean {
  return created || members.some((member) => member.created || member.token !== null);
}

/** Never fails: the answer holds tokens that are shown this once. */
async function recordChange(
  { audit, now, randomBytes, log }: BootstrapFunctionDependencies,
  request: BootstrapRequest,
  requestId: string,
): Promise<void> {
  const { organization, ...asked } = request;
  const entry = {
    auditId: randomBytes(ID_BYTES).toString("hex"),
    at: now().toISOString(),
    action: "Create an organization and its members, as the operator",
    operation: "bootstrap",
    actor: { issuer: OPERATOR_ISSUER, subject: "operator", name: null, tokenId: null },
    target: {},
    request: describeRequest(asked),
    requestId,
  };
  try {
    await audit.append(organization, entry);
  } catch (error) {
    log.error("change not recorded", { organizationId: organization, entry, error });
  }
}
