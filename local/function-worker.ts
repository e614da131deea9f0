import { randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import type { FunctionWorkerData, Invocation, WorkerMessage } from "./function-messages.ts";
import "./connect-map.ts";

/**
 * The inside of a function's worker thread: what Lambda's runtime does for Node.js.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
type Handler = (event: unknown, context: object) => Promise<unknown>;

const { entry, functionName, timeoutSeconds } = workerData as FunctionWorkerData;
const { handler } = (await import(entry)) as { handler: Handler };

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function context(deadline: number): object {
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111111111111:function:${functionName}`,
    memoryLimitInMB: "1024",
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

async function invoke({ id, event }: Invocation): Promise<void> {
  try {
    const result = await handler(event, context(Date.now() + timeoutSeconds * 1000));
    send({ kind: "result", id, result });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    send({ kind: "failure", id, name, message });
  }
}

parentPort?.on("message", (invocation: Invocation) => void invoke(invocation));
send({ kind: "ready" });
