import * as z from "zod";
import { AwsError } from "../../service.ts";
import type { Operation } from "../../service.ts";
import type { EventBridgeContext } from "../context.ts";
import { eventBridgeOperation } from "./operation.ts";
import { requirePattern } from "./rules.ts";

const schema = z.strictObject({ EventPattern: z.string(), Event: z.string() });

/** Members that AWS asks for in an event to test. */
const event = z.looseObject({
  id: z.string(),
  account: z.string(),
  source: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  "detail-type": z.string(),
});

/** TestEventPattern: whether an event would match. */
export function testEventPattern(context: EventBridgeContext): Operation {
  return eventBridgeOperation(
    context,
    "TestEventPattern",
    schema,
    () => "*",
    ({ input }) => {
      const matches = requirePattern(input.EventPattern);
      return { Result: matches(parseEvent(input.Event)) };
    },
  );
}

function parseEvent(json: string): unknown {
  try {
    return event.parse(JSON.parse(json));
  } catch {
    throw new AwsError("ValidationException", "Parameter Event is not valid.");
  }
}
