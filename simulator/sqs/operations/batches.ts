import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import { AwsError, type Caller, type Document, type Operation } from "../../service.ts";
import { requireQueue, type SqsContext } from "../context.ts";
import { sqsError } from "../errors.ts";
import { LARGEST_MESSAGE, type Queue } from "../queue.ts";
import { sendMessage, sizeOf } from "../send-message.ts";

const value: z.ZodType<Document> = z.record(z.string(), z.json());
const batch = z.object({
  Entries: z.array(z.intersection(z.object({ Id: z.string() }), value)).default([]),
});
const removal = z.object({ ReceiptHandle: z.string() });
const visibility = z.object({
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().min(0).max(43_200),
});

type Entry = z.output<typeof batch>["Entries"][number];

/** @throws AwsError for a batch that is wrong as a whole. */
function readEntries(input: Document): Entry[] {
  const { Entries } = parseInput(batch, input, "MissingParameter");
  if (Entries.length === 0) {
    throw sqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (Entries.length > 10) {
    throw sqsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${Entries.length}.`,
    );
  }
  if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) {
    throw sqsError("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.");
  }
  return Entries;
}

/** Does each entry by itself: one that fails is named, the others are done. */
function forEach(entries: readonly Entry[], work: (entry: Entry) => Document): Document {
  const Successful: Document[] = [];
  const Failed: Document[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({
        Id: entry.Id,
        SenderFault: error.status < 500,
        Code: error.queryCode ?? error.code,
        Message: error.message,
      });
    }
  }
  return { Successful, Failed };
}

/** SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch. */
export function batchOperations(context: SqsContext): Record<string, Operation> {
  const { messages } = context;

  function operation(
    action: string,
    work: (queue: Queue, entry: Entry, caller: Caller) => Document,
    check: (entries: readonly Entry[]) => void = () => undefined,
  ): Operation {
    return (input, caller) => {
      const queue = requireQueue(context, input, caller, action);
      const entries = readEntries(input);
      check(entries);
      return Promise.resolve(forEach(entries, (entry) => work(queue, entry, caller)));
    };
  }

  function checkTotalSize(entries: readonly Entry[]): void {
    const total = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    if (total <= LARGEST_MESSAGE) return;
    throw sqsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${LARGEST_MESSAGE} bytes. You have sent ${total} bytes.`,
    );
  }

  return {
    SendMessageBatch: operation(
      "SendMessage",
      (queue, entry, caller) => sendMessage(context, queue, entry, caller),
      checkTotalSize,
    ),
    DeleteMessageBatch: operation("DeleteMessage", (queue, entry) => {
      messages.delete(queue, parseInput(removal, entry, "MissingParameter").ReceiptHandle);
      return {};
    }),
    ChangeMessageVisibilityBatch: operation("ChangeMessageVisibility", (queue, entry) => {
      const request = parseInput(visibility, entry, "InvalidParameterValue");
      messages.changeVisibility(queue, request.ReceiptHandle, request.VisibilityTimeout);
      return {};
    }),
  };
}
