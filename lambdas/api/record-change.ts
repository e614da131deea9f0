import { describeRequest } from "../../core/audit/describe-request.ts";
import { describeTarget } from "../../core/audit/describe-target.ts";
import type { AuditEntry } from "../../core/contract/api-audit.ts";
import type { Principal } from "../../core/members/authenticate.ts";
import { operationId } from "./openapi.ts";
import { principalOf, type Route, type RouteContext } from "./route.ts";

/** Two changes of one millisecond are two entries. */
const ID_BYTES = 8;

/**
 * Writes down what a request has changed, from the route table's line alone, so that no route can
 * forget it. It comes after the change and before the answer, and never fails: an answer may hold
 * a secret that is shown once, and a change that was made must not look as if it was not. What
 * could not be written is in the log, whole.
 *
 * @param content Of the answer.
 */
export async function recordChange(
  route: Route,
  context: RouteContext<unknown, unknown>,
  content: unknown,
  requestId: string,
): Promise<void> {
  const { audit, now, randomBytes, log } = context.dependencies;
  const organizationId = organizationOf(context.path, content);
  const entry: AuditEntry = {
    auditId: randomBytes(ID_BYTES).toString("hex"),
    at: now().toISOString(),
    action: route.summary,
    operation: operationId(route),
    actor: actorOf(principalOf(context), context.member?.name),
    target: describeTarget(context.path, content),
    request: describeRequest(context.body),
    requestId,
  };
  try {
    if (organizationId === undefined) throw new Error("The change names no organization.");
    await audit.append(organizationId, entry);
  } catch (error) {
    log.error("change not recorded", { organizationId, entry, error });
  }
}

/** Of an invitation only the answer knows it. */
function organizationOf(
  path: Readonly<Record<string, string>>,
  content: unknown,
): string | undefined {
  const answered = (content as { readonly organizationId?: unknown }).organizationId;
  return path["organization"] ?? (typeof answered === "string" ? answered : undefined);
}

function actorOf(
  { issuer, subject, name, token }: Principal,
  memberName: string | undefined,
): AuditEntry["actor"] {
  const tokenId = token?.tokenId ?? null;
  return { issuer, subject, name: memberName ?? name ?? null, tokenId };
}
