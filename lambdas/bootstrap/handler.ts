import * as z from "zod";
import { BootstrapRequest, type BootstrapResult } from "../../core/contract/bootstrap.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import { bootstrapOrganization, type BootstrapDependencies } from "../../core/members/bootstrap.ts";

/** What the function needs. */
export interface BootstrapFunctionDependencies extends BootstrapDependencies {
  readonly log: Log;
}

/**
 * Invoked by an operator, who is who may invoke it: creates an organization and its first
 * members, and answers their tokens, which appear nowhere else.
 *
 * @throws {PermanentError} `invalid-request`, with what is wrong where.
 */
export function createHandler(
  dependencies: BootstrapFunctionDependencies,
): (event: unknown) => Promise<BootstrapResult> {
  return async (event) => {
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
    return result;
  };
}
