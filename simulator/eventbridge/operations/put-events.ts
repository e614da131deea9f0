import * as z from "zod";
import type { Document, Operation } from "../../service.ts";
import type { EventBridgeContext } from "../context.ts";
import { busEvent } from "../event.ts";
import type { PublishEvent } from "../event.ts";
import type { BusAddress } from "../model.ts";
import { eventBridgeOperation, requireDefaultBus } from "./operation.ts";

/** Largest entry, bytes. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MAXIMUM_ENTRY = 1024 * 1024;

const entry = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Seconds since the epoch. */
  Time: z.number().optional(),
  EventBusName: z.string().optional(),
});
const schema = z.strictObject({ Entries: z.array(entry).min(1).max(10) });
type Entry = z.infer<typeof entry>;

/** PutEvents: each entry is accepted or refused by itself. */
export function putEvents(context: EventBridgeContext, publish: PublishEvent): Operation {
  const bus = ({ accountId, region }: BusAddress): string =>
    `arn:aws:events:${region}:${accountId}:event-bus/default`;
  return eventBridgeOperation(context, "PutEvents", schema, bus, async (request) => {
    const results: Document[] = [];
    for (const input of request.input.Entries) {
      requireDefaultBus(request.bus, input.EventBusName);
      results.push(await put(input, request.bus, context.now(), publish));
    }
    const FailedEntryCount = results.filter((result) => "ErrorCode" in result).length;
    return { FailedEntryCount, Entries: results };
  });
}

async function put(
  input: Entry,
  { accountId, region }: BusAddress,
  now: Date,
  publish: PublishEvent,
): Promise<Document> {
  const { Source: source, DetailType: detailType } = input;
  if (source === undefined || source === "") return invalid("Parameter Source is not valid.");
  if (detailType === undefined || detailType === "") {
    return invalid("Parameter DetailType is not valid.");
  }
  if (source.startsWith("aws.")) {
    return {
      ErrorCode: "NotAuthorizedForSourceException",
      ErrorMessage: "Not authorized for the source.",
    };
  }
  if (Buffer.byteLength(JSON.stringify(input)) > MAXIMUM_ENTRY) {
    return invalid("The entry is larger than 1 MB.");
  }
  const detail = parseDetail(input.Detail);
  if (detail === undefined) {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
  const event = busEvent({
    source,
    detailType,
    accountId,
    region,
    time: input.Time === undefined ? now : new Date(input.Time * 1000),
    resources: input.Resources ?? [],
    detail,
  });
  await publish(event);
  return { EventId: event.id };
}

function invalid(ErrorMessage: string): Document {
  return { ErrorCode: "InvalidArgument", ErrorMessage };
}

function parseDetail(text: string | undefined): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}
