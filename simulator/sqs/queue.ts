import * as z from "zod";
import { sqsError } from "./errors.ts";

/** A standard queue. */
export interface Queue {
  readonly id: number;
  readonly accountId: string;
  readonly name: string;
  readonly arn: string;
  /** As set, over the defaults. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Where messages go that were received too often. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** 1 MiB, the largest message since 2025. */
export const LARGEST_MESSAGE = 1_048_576;

/** Each numeric attribute's default, least and greatest value. */
const NUMBERS: Readonly<Record<string, readonly [number, number, number]>> = {
  VisibilityTimeout: [30, 0, 43_200],
  MaximumMessageSize: [LARGEST_MESSAGE, 1024, LARGEST_MESSAGE],
  MessageRetentionPeriod: [345_600, 60, 1_209_600],
  DelaySeconds: [0, 0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 0, 20],
};
const OTHERS = new Set(["Policy", "RedrivePolicy", "SqsManagedSseEnabled"]);

const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

/** A numeric attribute's value in force. */
export function numberOf(queue: Queue, attribute: string): number {
  return Number(queue.attributes[attribute] ?? NUMBERS[attribute]?.[0] ?? 0);
}

/** A queue's redrive policy, or undefined. */
export function redriveOf(queue: Pick<Queue, "attributes">): Redrive | undefined {
  const text = queue.attributes["RedrivePolicy"];
  return text === undefined ? undefined : parseRedrive(text);
}

function parseRedrive(text: string): Redrive {
  try {
    return redrivePolicy.parse(JSON.parse(text));
  } catch {
    throw sqsError(
      "InvalidParameterValue",
      `Value ${text} for parameter RedrivePolicy is invalid.`,
    );
  }
}

/**
 * Checks attributes that somebody sets. An empty text unsets one.
 *
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue
 */
export function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const range = NUMBERS[name];
    if (range === undefined && !OTHERS.has(name)) {
      throw sqsError("InvalidAttributeName", `The simulator does not do the attribute ${name}.`);
    }
    const number = Number(value);
    if (range !== undefined && !(number >= range[1] && number <= range[2])) {
      throw sqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
    }
    if (name === "RedrivePolicy" && value !== "") parseRedrive(value);
  }
}

/** All settable attributes in force, defaults included. */
export function attributesInForce(queue: Queue): Record<string, string> {
  const defaults = Object.entries(NUMBERS).map(([name, [value]]) => [name, String(value)]);
  return {
    ...(Object.fromEntries(defaults) as Record<string, string>),
    SqsManagedSseEnabled: "true",
    ...queue.attributes,
  };
}

/** @throws AwsError InvalidParameterValue, UnsupportedOperation (FIFO) */
export function checkQueueName(name: string): void {
  if (name.endsWith(".fifo")) {
    throw sqsError("UnsupportedOperation", "The simulator does not do FIFO queues.");
  }
  if (!/^[\w-]{1,80}$/u.test(name)) {
    throw sqsError(
      "InvalidParameterValue",
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  }
}
