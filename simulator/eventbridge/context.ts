import type { Authorize } from "../service.ts";
import type { Collection } from "../state/collection.ts";
import type { ApiDestination, Connection, Rule } from "./model.ts";

/** What EventBridge's operations work with. Keys are busKeys. */
export interface EventBridgeContext {
  readonly rules: Collection<Rule>;
  readonly connections: Collection<Connection>;
  readonly destinations: Collection<ApiDestination>;
  readonly authorize: Authorize;
  readonly now: () => Date;
}

/** The API destination of an ARN. */
export function findDestination(
  context: Pick<EventBridgeContext, "destinations">,
  arn: string,
): ApiDestination | undefined {
  return findByArn(context.destinations, "api-destination", arn);
}

/** The connection of an ARN. */
export function findConnection(
  context: Pick<EventBridgeContext, "connections">,
  arn: string,
): Connection | undefined {
  return findByArn(context.connections, "connection", arn);
}

function findByArn<T extends { readonly id: string }>(
  collection: Collection<T>,
  kind: string,
  arn: string,
): T | undefined {
  const [, , service, region = "", accountId = "", resource = ""] = arn.split(":");
  const [type, name = "", id] = resource.split("/");
  if (service !== "events" || type !== kind) return undefined;
  const found = collection.get(`${accountId}/${region}/${name}`);
  return found?.id === id ? found : undefined;
}
