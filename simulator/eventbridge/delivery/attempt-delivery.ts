import type { PublicNames } from "../../options.ts";
import { findConnection, findDestination } from "../context.ts";
import type { EventBridgeContext } from "../context.ts";
import type { AttemptOutcome, Delivery } from "./delivery.ts";
import { invokeEndpoint } from "./invoke-endpoint.ts";

/**
 * IAM's answer whether a service may do something through a role that trusts it.
 * `context` has keys such as `aws:SourceArn` for conditions.
 */
export type ServiceMay = (
  service: string,
  roleArn: string,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>>,
) => boolean;

/** What attempts rest on. */
export interface AttemptOptions {
  readonly context: Pick<EventBridgeContext, "connections" | "destinations" | "now">;
  readonly names: PublicNames;
  readonly serviceMay: ServiceMay;
  readonly timeoutMs: number;
}

/**
 * One attempt: destination, connection and role as they are now. What is missing or not allowed
 * is not retried.
 */
export async function attemptDelivery(
  { context, names, serviceMay, timeoutMs }: AttemptOptions,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { targetArn, roleArn, event, ruleArn } = delivery;
  const destination = findDestination(context, targetArn);
  if (destination === undefined) {
    return missing(`The API destination ${targetArn} does not exist.`);
  }
  const connection = findConnection(context, destination.connectionArn);
  if (connection === undefined) {
    return missing(`The connection ${destination.connectionArn} does not exist.`);
  }
  if (connection.isDeauthorized === true) {
    return missing(`The connection ${destination.connectionArn} is not authorized.`);
  }
  const conditions = { "aws:SourceArn": ruleArn, "aws:SourceAccount": event.account };
  const action = "events:InvokeApiDestination";
  if (!serviceMay("events.amazonaws.com", roleArn, action, targetArn, conditions)) {
    return {
      kind: "dropped",
      code: "NO_PERMISSIONS",
      reason: `The role ${roleArn} does not trust events.amazonaws.com, or does not allow ${action} on ${targetArn}.`,
    };
  }
  const { auth } = connection;
  const { now } = context;
  return invokeEndpoint({ event, destination, auth, names, now, timeoutMs, signal });
}

function missing(reason: string): AttemptOutcome {
  return { kind: "dropped", code: "NO_RESOURCE", reason };
}
