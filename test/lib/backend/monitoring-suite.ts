import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { COUNTED_MESSAGES } from "../../../lib/log-metrics.ts";
import type { Synthesized } from "./synthesized.ts";

const PROJECT = new URL("../../../", import.meta.url);

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly TreatMissingData: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** Alarms, what they tell people, and what they count. */
export function describeMonitoring(backend: Synthesized): void {
  const { stack } = backend;
  const alarms = backend
    .ofType("AWS::CloudWatch::Alarm")
    .map(([, alarm]) => alarm as unknown as Alarm);
  const watched = (metric: string, dimension: string, resource: string) =>
    alarms.filter(
      ({ MetricName, Dimensions = [] }) =>
        MetricName === metric &&
        Dimensions.some(
          ({ Name, Value }) =>
            Name === dimension && JSON.stringify(Value) === JSON.stringify(stack.resolve(resource)),
        ),
    );

  test.each(stack.queues.map(({ name, queue, deadLetters }) => ({ name, queue, deadLetters })))(
    "queue $name: dead letters and old messages",
    ({ queue, deadLetters }) => {
      const messages = "ApproximateNumberOfMessagesVisible";
      expect(watched(messages, "QueueName", deadLetters.queueName)).toHaveLength(1);
      expect(watched("ApproximateAgeOfOldestMessage", "QueueName", queue.queueName)).toHaveLength(
        1,
      );
    },
  );

  test.each(stack.functions.map(({ name, function: fn }) => ({ name, fn })))(
    "function $name: errors and throttles",
    ({ fn }) => {
      expect(watched("Errors", "FunctionName", fn.functionName)).toHaveLength(1);
      expect(watched("Throttles", "FunctionName", fn.functionName)).toHaveLength(1);
    },
  );

  test("every alarm tells the topic when it comes and when it goes", () => {
    const topic = [{ Ref: expect.stringMatching(/^MonitoringAlarmsTopic/) }];
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({ AlarmActions: topic, OKActions: topic });
    }
  });

  test("silence is an alarm for advisories, and for nothing else", () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === "breaching");
    expect(silent).toHaveLength(9);
    for (const { AlarmName } of silent) expect(AlarmName).toMatch(/^EcrScout-stale-advisories-/);
  });

  test("CloudWatch may publish to the topic, though its policy is our own", () => {
    const [[, policy] = []] = backend.ofType("AWS::SNS::TopicPolicy");
    expect(policy).toMatchObject({
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
        ]),
      },
    });
  });

  test("a change that is in no audit list is counted where it is logged", () => {
    const filters = backend
      .ofType("AWS::Logs::MetricFilter")
      .map(([, filter]) => filter)
      .filter(({ FilterPattern }) => FilterPattern === '{ $.message = "change not recorded" }');
    const folders = readdirSync(new URL("lambdas", PROJECT));
    const recording = folders.filter((name) =>
      sourcesOf([`lambdas/${name}`]).some((text) => text.includes('"change not recorded"')),
    );
    expect(recording).toEqual(["api", "bootstrap"]);
    const logs = stack.functions
      .filter(({ name }) => recording.includes(name))
      .map(({ logGroup }) => stack.resolve(logGroup.logGroupName) as unknown);
    expect(filters.map(({ LogGroupName }) => LogGroupName)).toEqual(logs);
    const [alarm] = alarms.filter(({ AlarmName }) => AlarmName === "EcrScout-lost-audit-entries");
    for (const { MetricTransformations } of filters) {
      const { MetricName, Namespace } = alarm ?? {};
      expect(MetricTransformations).toMatchObject([
        { MetricName, MetricNamespace: Namespace, MetricValue: "1" },
      ]);
    }
  });

  describe("the runbook", () => {
    const runbook = readFileSync(new URL("docs/operate.md", PROJECT), "utf8");
    const section = /\n## Alarms\n(?<text>.*?)\n## /su.exec(runbook)?.groups?.["text"] ?? "";
    const headings = [...section.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) =>
      heading.toLowerCase().replaceAll("`", "").replaceAll(" ", "-"),
    );
    const named = alarms.map(
      ({ AlarmDescription }) => /: docs\/operate\.md#(\S+)$/.exec(AlarmDescription)?.[1],
    );

    test("has a heading for every alarm, and an alarm for every heading", () => {
      expect(headings.length).toBeGreaterThan(0);
      expect([...new Set(named)].sort()).toEqual([...headings].sort());
    });

    test("alarm names are different, and descriptions fit", () => {
      const names = alarms.map(({ AlarmName }) => AlarmName);
      expect(new Set(names).size).toBe(names.length);
      for (const { AlarmDescription } of alarms) {
        expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      }
    });
  });

  test.each(Object.values(COUNTED_MESSAGES))("the code logs what is counted: %s", (message) => {
    expect(sourcesOf(["core", "lambdas"]).some((text) => text.includes(`"${message}"`))).toBe(true);
  });

  test("the dashboard shows every queue and every function", () => {
    const [[, dashboard] = []] = backend.ofType("AWS::CloudWatch::Dashboard");
    const body = JSON.stringify(dashboard);
    for (const { name } of [...stack.queues, ...stack.functions]) {
      expect(body).toContain(`\\"label\\":\\"${name}\\"`);
    }
  });
}

function sourcesOf(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, PROJECT), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(new URL(`${folder}/${name}`, PROJECT), "utf8")),
  );
}
