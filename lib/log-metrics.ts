import { type Duration, Stack, aws_cloudwatch as cloudwatch, aws_logs as logs } from "aws-cdk-lib";
import type { LambdaFunction } from "./lambda-function.ts";

/** Lines of the functions' logs that are counted: metric's name → the line's `message`. */
export const COUNTED_MESSAGES = {
  AnalysesFinished: "analysis finished",
  AnalysesFailed: "analysis failed",
  ReadModelsUpdated: "read model updated",
  AdvisoriesRefreshed: "advisory-sync finished",
  EventsAccepted: "event accepted",
  ChangesNotRecorded: "change not recorded",
} as const;
export type CountedMessage = keyof typeof COUNTED_MESSAGES;

/**
 * Counts lines of functions' logs. It costs nothing but the metric, and asks nothing of the code.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 *
 * @param dimension A field of the line whose values are counted apart.
 * @returns The count by period, for all values of the dimension or for the one that is given.
 */
export function countMessages(
  functions: readonly LambdaFunction[],
  name: CountedMessage,
  dimension?: string,
): (period: Duration, value?: string) => cloudwatch.Metric {
  const [first] = functions;
  const namespace = first ? `ecr-scout/${Stack.of(first).stackName}` : "ecr-scout";
  for (const fn of functions) {
    new logs.MetricFilter(fn, name, {
      logGroup: fn.logGroup,
      filterPattern: logs.FilterPattern.stringValue("$.message", "=", COUNTED_MESSAGES[name]),
      metricNamespace: namespace,
      metricName: name,
      ...(dimension === undefined ? {} : { dimensions: { [dimension]: `$.${dimension}` } }),
    });
  }
  return (period, value) =>
    new cloudwatch.Metric({
      namespace,
      metricName: name,
      statistic: "Sum",
      period,
      ...(dimension === undefined || value === undefined
        ? {}
        : { dimensionsMap: { [dimension]: value } }),
    });
}
