import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientOptions, start } from "../start.ts";

/** A clock that a test moves, so that no test waits for one. */
export function testClock() {
  let time = Date.now();
  return {
    now: () => new Date(time),
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** A simulated SQS with the queue `jobs`, on a clock that the test moves. */
export async function startWithQueue(attributes: Record<string, string> = {}) {
  const clock = testClock();
  const simulator = await start({ now: clock.now });
  const sqs = new SQSClient(clientOptions(simulator));
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: "jobs", Attributes: attributes }),
  );
  return { simulator, sqs, QueueUrl, clock };
}
