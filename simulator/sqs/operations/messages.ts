import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import type { Operation } from "../../service.ts";
import { requireQueue, type SqsContext } from "../context.ts";
import { receiveMessage } from "../receive-message.ts";
import { sendMessage } from "../send-message.ts";

const schemas = {
  delete: z.object({ ReceiptHandle: z.string() }),
  visibility: z.object({
    ReceiptHandle: z.string(),
    VisibilityTimeout: z.number().int().min(0).max(43_200),
  }),
};

/** SendMessage, ReceiveMessage, DeleteMessage, ChangeMessageVisibility. */
export function messageOperations(context: SqsContext): Record<string, Operation> {
  const { messages } = context;
  return {
    SendMessage: (input, caller) => {
      const queue = requireQueue(context, input, caller, "SendMessage");
      return Promise.resolve(sendMessage(context, queue, input, caller));
    },
    ReceiveMessage: (input, caller, gone) => {
      const queue = requireQueue(context, input, caller, "ReceiveMessage");
      return receiveMessage(context, queue, input, gone);
    },
    DeleteMessage: (input, caller) => {
      const queue = requireQueue(context, input, caller, "DeleteMessage");
      messages.delete(queue, parseInput(schemas.delete, input, "MissingParameter").ReceiptHandle);
      return Promise.resolve({});
    },
    ChangeMessageVisibility: (input, caller) => {
      const queue = requireQueue(context, input, caller, "ChangeMessageVisibility");
      const request = parseInput(schemas.visibility, input, "InvalidParameterValue");
      messages.changeVisibility(queue, request.ReceiptHandle, request.VisibilityTimeout);
      return Promise.resolve({});
    },
  };
}
