import type { Operation } from "../../service.ts";
import type { EventBridgeContext } from "../context.ts";
import type { PublishEvent } from "../event.ts";
import { apiDestinationOperations } from "./api-destinations.ts";
import { connectionOperations } from "./connections.ts";
import { putEvents } from "./put-events.ts";
import { ruleOperations } from "./rules.ts";
import { targetOperations } from "./targets.ts";
import { testEventPattern } from "./test-event-pattern.ts";

/** EventBridge's operations by name; what is missing here is refused by the server. */
export function eventBridgeOperations(
  context: EventBridgeContext,
  publish: PublishEvent,
): Readonly<Record<string, Operation>> {
  return {
    PutEvents: putEvents(context, publish),
    TestEventPattern: testEventPattern(context),
    ...ruleOperations(context),
    ...targetOperations(context),
    ...connectionOperations(context),
    ...apiDestinationOperations(context),
  };
}
