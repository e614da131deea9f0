import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { describe, expect, test } from "@jest/globals";
import { QueuePoller } from "../../local/queue-poller.ts";

interface Call {
  readonly name: string;
  readonly input: { readonly Entries?: { readonly ReceiptHandle?: string }[] };
}

/** Delivers one batch of messages, then waits as a long poll does until it is aborted. */
function queueOf(ids: readonly string[]) {
  const deleted: string[] = [];
  let delivered = false;
  let onEmpty: (() => void) | undefined;
  const drained = new Promise<void>((resolve) => {
    onEmpty = resolve;
  });
  const client = {
    send(command: Call, options?: { abortSignal: AbortSignal }) {
      if (command.constructor.name === "DeleteMessageBatchCommand") {
        for (const { ReceiptHandle = "" } of command.input.Entries ?? [])
          deleted.push(ReceiptHandle);
        return Promise.resolve({});
      }
      if (command.constructor.name !== "ReceiveMessageCommand") return Promise.resolve({});
      if (!delivered) {
        delivered = true;
        const Messages = ids.map((id) => ({
          MessageId: id,
          ReceiptHandle: `handle-${id}`,
          Body: `body-${id}`,
          Attributes: { ApproximateReceiveCount: "1" },
        }));
        return Promise.resolve({ Messages });
      }
      onEmpty?.();
      return new Promise((_resolve, reject) => {
        options?.abortSignal.addEventListener("abort", () => {
          reject(new Error("aborted"));
        });
      });
    },
  };
  return { client: client as unknown as SQSClient, deleted, drained };
}

async function deletedAfter(
  ids: readonly string[],
  invoke: (event: SQSEvent) => Promise<unknown>,
): Promise<{ deleted: string[]; errors: unknown[] }> {
  const { client, deleted, drained } = queueOf(ids);
  const errors: unknown[] = [];
  const poller = new QueuePoller({
    client,
    queueUrl: "http://127.0.0.1/queue",
    queueArn: "arn:aws:sqs:us-east-1:111111111111:queue",
    batchSize: 10,
    concurrency: 1,
    invoke,
    onError: (error) => errors.push(error),
  });
  poller.start();
  await drained;
  await poller.close();
  return { deleted, errors };
}

describe("a batch of messages", () => {
  test("reaches the function as Lambda's event", async () => {
    const events: SQSEvent[] = [];
    await deletedAfter(["a"], (event) => {
      events.push(event);
      return Promise.resolve();
    });
    expect(events[0]?.Records[0]).toMatchObject({
      messageId: "a",
      receiptHandle: "handle-a",
      body: "body-a",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:111111111111:queue",
      attributes: { ApproximateReceiveCount: "1" },
    });
  });

  test.each([
    ["nothing reported", undefined, ["handle-a", "handle-b"]],
    ["null reported", { batchItemFailures: null }, ["handle-a", "handle-b"]],
    ["an empty list", { batchItemFailures: [] }, ["handle-a", "handle-b"]],
    ["one failure", { batchItemFailures: [{ itemIdentifier: "a" }] }, ["handle-b"]],
    ["an unknown identifier", { batchItemFailures: [{ itemIdentifier: "x" }] }, []],
    ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }, []],
  ])("with %s leaves what failed", async (_name, answer, expected) => {
    const { deleted } = await deletedAfter(["a", "b"], () => Promise.resolve(answer));
    expect(deleted).toEqual(expected);
  });

  test("stays whole when the function throws", async () => {
    const { deleted, errors } = await deletedAfter(["a", "b"], () =>
      Promise.reject(new Error("died")),
    );
    expect(deleted).toEqual([]);
    expect(errors).toEqual([new Error("died")]);
  });
});
