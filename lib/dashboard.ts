import { type Duration, Aws, CfnMapping, aws_cloudwatch as cloudwatch } from "aws-cdk-lib";
import { Construct } from "constructs";
import { CONSOLE_DOMAINS } from "../core/contract/aws-partition.ts";
import { PERIOD } from "./alarms.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import type { RestApi } from "./rest-api.ts";
import type { Storage } from "./storage.ts";
import type { WorkQueue } from "./work-queue.ts";

type Count = (period: Duration) => cloudwatch.Metric;

/** What the dashboard shows. */
export interface DashboardProps {
  readonly queues: readonly WorkQueue[];
  readonly functions: readonly LambdaFunction[];
  readonly restApi: RestApi;
  readonly storage: Storage;
  readonly counts: Readonly<Record<"accepted" | "finished" | "failed" | "updated", Count>>;
  readonly alarms: readonly cloudwatch.Alarm[];
}

/** The way of a push from left to right, then each part of it. */
export class Dashboard extends Construct {
  /** Of the AWS console. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { queues, functions, counts } = props;
    const dashboard = new cloudwatch.Dashboard(this, "Dashboard", {
      periodOverride: cloudwatch.PeriodOverride.AUTO,
    });
    this.url = `https://${Aws.REGION}.${this.#console()}/cloudwatch/home?region=${Aws.REGION}#dashboards/dashboard/${dashboard.dashboardName}`;
    const named = (label: string, count: Count) => count(PERIOD).with({ label });
    dashboard.addWidgets(
      new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: [...props.alarms], width: 24 }),
    );
    dashboard.addWidgets(
      graph("Pushes to results", [
        named("events accepted", counts.accepted),
        named("analyses finished", counts.finished),
        named("analyses failed", counts.failed),
        named("lists published", counts.updated),
      ]),
      graph("API requests", apiMetrics(props.restApi)),
      graph("Read and write units of the table", [
        props.storage.table.metricConsumedReadCapacityUnits({ period: PERIOD }),
        props.storage.table.metricConsumedWriteCapacityUnits({ period: PERIOD }),
      ]),
    );
    dashboard.addWidgets(
      graph(
        "Messages waiting",
        queues.map(({ name, queue }) =>
          queue.metricApproximateNumberOfMessagesVisible({ label: name, period: PERIOD }),
        ),
      ),
      graph(
        "Age of the oldest message, seconds",
        queues.map(({ name, queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ label: name, period: PERIOD }),
        ),
      ),
      graph(
        "Dead letters",
        queues.map(({ name, deadLetters }) =>
          deadLetters.metricApproximateNumberOfMessagesVisible({ label: name, period: PERIOD }),
        ),
      ),
    );
    dashboard.addWidgets(
      graph(
        "Duration, 95th percentile, milliseconds",
        functions.map(({ name, function: fn }) =>
          fn.metricDuration({ label: name, statistic: "p95", period: PERIOD }),
        ),
      ),
      graph(
        "Function errors",
        functions.map(({ name, function: fn }) => fn.metricErrors({ label: name, period: PERIOD })),
      ),
      graph(
        "Functions side by side",
        functions.map(({ name, function: fn }) =>
          fn.metric("ConcurrentExecutions", { label: name, statistic: "Maximum", period: PERIOD }),
        ),
      ),
    );
  }

  /** Domain of the console of whichever partition the stack is deployed in. */
  #console(): string {
    const consoles = new CfnMapping(this, "Consoles", {
      mapping: Object.fromEntries(
        Object.entries(CONSOLE_DOMAINS).map(([partition, domain]) => [partition, { domain }]),
      ),
    });
    return consoles.findInMap(Aws.PARTITION, "domain");
  }
}

function apiMetrics({ api }: RestApi): cloudwatch.IMetric[] {
  const stage = api.deploymentStage;
  return [
    stage.metricCount({ label: "all", period: PERIOD }),
    stage.metricClientError({ label: "4xx", period: PERIOD }),
    stage.metricServerError({ label: "5xx", period: PERIOD }),
  ];
}

function graph(title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left, width: 8, height: 6, leftYAxis: { min: 0 } });
}
