import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

interface Options {
  readonly client: SQSClient;
  /** Of the reconcile queue. */
  readonly queueUrl: string;
  /** Between two rounds. */
  readonly seconds: number;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** A running schedule. */
export interface Schedule {
  close(): Promise<void>;
}

/**
 * Asks for a round every so often, as the deployed product's schedule does: what every integration
 * needs now and then. The first one comes after the first interval.
 */
export function startRounds({ client, queueUrl, seconds, now, onError }: Options): Schedule {
  let sending = Promise.resolve();
  const timer = setInterval(() => {
    const everyMinutes = Math.ceil(seconds / 60);
    const message = { kind: "round", requestedAt: now().toISOString(), everyMinutes };
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(message),
    });
    sending = sending.then(async () => {
      await client.send(command);
    });
    sending = sending.catch(onError);
  }, seconds * 1000);
  return {
    async close() {
      clearInterval(timer);
      await sending;
    },
  };
}
