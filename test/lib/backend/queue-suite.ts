import { describe, expect, test } from "@jest/globals";
import { ANALYSIS_ATTEMPTS } from "../../../core/contract/analysis-request.ts";
import { SETUP_ATTEMPTS } from "../../../core/contract/setup-message.ts";
import type { Resource, Synthesized } from "./synthesized.ts";

interface QueueProperties {
  readonly VisibilityTimeout: number;
  readonly MessageRetentionPeriod: number;
  readonly SqsManagedSseEnabled: boolean;
  readonly RedrivePolicy?: {
    readonly maxReceiveCount: number;
    readonly deadLetterTargetArn: { readonly "Fn::GetAtt": readonly [string, string] };
  };
}

/** Queues, their dead letters, and the functions that take from them. */
export function describeQueues(backend: Synthesized): void {
  const { stack, resources } = backend;
  const of = (id: string) => resources[id]?.Properties as unknown as QueueProperties;
  const idOf = (queue: { readonly queueUrl: string }) =>
    (stack.resolve(queue.queueUrl) as { Ref: string }).Ref;
  const mappings = backend.ofType("AWS::Lambda::EventSourceMapping").map(([, mapping]) => mapping);
  const work = stack.queues.map(({ name, queue, deadLetters }) => {
    const id = idOf(queue);
    const mapping = mappings.find(({ EventSourceArn }) => isArnOf(EventSourceArn, id));
    return { name, id, deadLetters: idOf(deadLetters), properties: of(id), mapping };
  });

  test("are those of local mode", () => {
    expect(stack.queues.map(({ name }) => name).sort()).toEqual([
      "advisory-sync",
      "analysis",
      "check",
      "large-analysis",
      "read-model",
      "reconcile",
      "rematch",
      "setup",
    ]);
    expect(backend.ofType("AWS::SQS::Queue")).toHaveLength(2 * work.length);
  });

  describe.each(work)("$name", ({ name, deadLetters, properties, mapping }) => {
    test("hands what it gives up to a queue that keeps it for 14 days", () => {
      expect(properties.RedrivePolicy?.deadLetterTargetArn["Fn::GetAtt"]).toEqual([
        deadLetters,
        "Arn",
      ]);
      expect(of(deadLetters).MessageRetentionPeriod).toBe(14 * 86_400);
      expect(of(deadLetters).RedrivePolicy).toBeUndefined();
    });

    test("gives up as late as the code expects", () => {
      const expected = name.includes("analysis") ? ANALYSIS_ATTEMPTS : 8;
      expect(properties.RedrivePolicy?.maxReceiveCount).toBe(
        name === "setup" ? SETUP_ATTEMPTS : expected,
      );
    });

    test("hides a message for six times its function's timeout", () => {
      const { Timeout } = targetOf(mapping, resources);
      const window = Number(mapping?.["MaximumBatchingWindowInSeconds"] ?? 0);
      expect(properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(Timeout) + window);
      // SQS takes no more than 12 hours.
      expect(properties.VisibilityTimeout).toBeLessThanOrEqual(43_200);
    });

    test("is taken from with a bounded concurrency, message by message acknowledged", () => {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
    });

    test("is encrypted and answers over TLS only", () => {
      for (const id of [idOfQueue(work, name), deadLetters]) {
        expect(of(id).SqsManagedSseEnabled).toBe(true);
        expect(policyOf(backend, id)).toContainEqual(
          expect.objectContaining({
            Effect: "Deny",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        );
      }
    });
  });

  test("changes of lists are published in batches by few writers", () => {
    expect(work.find(({ name }) => name === "read-model")?.mapping).toMatchObject({
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 2,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test("no function reserves concurrency", () => {
    for (const [, properties] of backend.ofType("AWS::Lambda::Function")) {
      expect(properties["ReservedConcurrentExecutions"]).toBeUndefined();
    }
  });
}

function idOfQueue(work: readonly { name: string; id: string }[], name: string): string {
  return work.find((queue) => queue.name === name)?.id ?? "";
}

function isArnOf(value: unknown, id: string): boolean {
  return JSON.stringify(value) === JSON.stringify({ "Fn::GetAtt": [id, "Arn"] });
}

function targetOf(
  mapping: Resource["Properties"] | undefined,
  resources: Synthesized["resources"],
): Resource["Properties"] {
  const { Ref } = mapping?.["FunctionName"] as { Ref: string };
  return resources[Ref]?.Properties ?? {};
}

function policyOf(backend: Synthesized, queue: string): unknown[] {
  return backend
    .ofType("AWS::SQS::QueuePolicy")
    .filter(([, { Queues }]) => JSON.stringify(Queues) === JSON.stringify([{ Ref: queue }]))
    .flatMap(([, { PolicyDocument }]) => (PolicyDocument as { Statement: unknown[] }).Statement);
}
