import * as z from "zod";
import { AwsError } from "../service.ts";

/** SNS's quotas: seconds of one delay and of all delays together, and retries. */
const LONGEST_DELAY = 3600;
const LONGEST_RETRYING = 3600;
const MOST_RETRIES = 100;

const count = z.int().min(0).max(MOST_RETRIES).default(0);
const delay = z.int().min(1).max(LONGEST_DELAY);
const retryPolicy = z.strictObject({
  minDelayTarget: delay.default(20),
  maxDelayTarget: delay.default(20),
  numRetries: z.int().min(0).max(MOST_RETRIES).default(3),
  numNoDelayRetries: count,
  numMinDelayRetries: count,
  numMaxDelayRetries: count,
  backoffFunction: z.enum(["linear", "arithmetic", "geometric", "exponential"]).default("linear"),
});
const requestPolicy = z.strictObject({ headerContentType: z.string().min(1).optional() });
const notDone = z.null("the simulated SNS does not do it").optional();
const subscriptionPolicy = z.strictObject({
  healthyRetryPolicy: retryPolicy.nullish(),
  sicklyRetryPolicy: notDone,
  throttlePolicy: notDone,
  requestPolicy: requestPolicy.nullish(),
  guaranteed: z.literal(false, "the simulated SNS does not do it").optional(),
});
const topicPolicy = z.strictObject({
  http: z.strictObject({
    defaultHealthyRetryPolicy: retryPolicy.nullish(),
    defaultThrottlePolicy: notDone,
    defaultRequestPolicy: requestPolicy.nullish(),
    disableSubscriptionOverrides: z.boolean().default(false),
  }),
});

/** How a message is delivered to one endpoint. */
export interface EffectiveDelivery {
  /** Seconds before each retry, in order. */
  readonly delays: readonly number[];
  readonly contentType: string;
}

/**
 * The retry policy that holds for a subscription: its own, else its topic's, else SNS's.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 *
 * @param topic DeliveryPolicy of the topic, JSON.
 * @param subscription DeliveryPolicy of the subscription, JSON.
 */
export function effectiveDelivery(
  topic: string | undefined,
  subscription: string | undefined,
): EffectiveDelivery {
  const ofTopic = topic === undefined ? undefined : parse(topicPolicy, topic).http;
  const own =
    subscription === undefined || ofTopic?.disableSubscriptionOverrides === true
      ? undefined
      : parse(subscriptionPolicy, subscription);
  const policy = own?.healthyRetryPolicy ?? ofTopic?.defaultHealthyRetryPolicy;
  const request = own?.requestPolicy ?? ofTopic?.defaultRequestPolicy;
  return {
    delays: delaysOf(policy ?? retryPolicy.parse({})),
    contentType: request?.headerContentType ?? "text/plain; charset=UTF-8",
  };
}

/** @throws AwsError InvalidParameter for a policy that SNS, or the simulator, does not take */
export function checkDeliveryPolicy(kind: "topic" | "subscription", json: string): void {
  const policy =
    kind === "topic"
      ? parse(topicPolicy, json).http.defaultHealthyRetryPolicy
      : parse(subscriptionPolicy, json).healthyRetryPolicy;
  if (policy === undefined || policy === null) return;
  const { minDelayTarget, maxDelayTarget, numRetries } = policy;
  const phases = policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries;
  const total = delaysOf(policy).reduce((sum, seconds) => sum + seconds, 0);
  if (maxDelayTarget < minDelayTarget) throw invalid("maxDelayTarget is below minDelayTarget");
  if (phases > numRetries) throw invalid("its phases have more retries than numRetries");
  if (total > LONGEST_RETRYING) throw invalid(`its retries take more than ${LONGEST_RETRYING} s`);
}

function parse<Schema extends z.ZodType>(schema: Schema, json: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw invalid("it is no JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
  );
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: DeliveryPolicy: ${reason}`);
}

/** The four phases, one after the other: at once, shortest, growing, longest delay. */
function delaysOf(policy: z.output<typeof retryPolicy>): readonly number[] {
  const { minDelayTarget: min, maxDelayTarget: max, backoffFunction } = policy;
  const { numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const growing = Math.max(
    0,
    policy.numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries,
  );
  return [
    ...Array<number>(numNoDelayRetries).fill(0),
    ...Array<number>(numMinDelayRetries).fill(min),
    ...Array.from({ length: growing }, (_, index) => {
      const part = growing === 1 ? 1 : index / (growing - 1);
      return min + (max - min) * GROWTH[backoffFunction](part);
    }),
    ...Array<number>(numMaxDelayRetries).fill(max),
  ];
}

/** From 0 to 1, the later the steeper; AWS shows the curves, and not their formulas. */
const GROWTH: Readonly<
  Record<z.output<typeof retryPolicy>["backoffFunction"], (part: number) => number>
> = {
  linear: (part) => part,
  arithmetic: (part) => part ** 2,
  geometric: (part) => part ** 3,
  exponential: (part) => (2 ** (10 * part) - 1) / (2 ** 10 - 1),
};
