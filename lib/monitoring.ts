import { Duration, aws_cloudwatch as cloudwatch } from "aws-cdk-lib";
import { Construct } from "constructs";
import { Alarms, PERIOD } from "./alarms.ts";
import { Dashboard } from "./dashboard.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import { countMessages } from "./log-metrics.ts";
import type { RestApi } from "./rest-api.ts";
import type { Storage } from "./storage.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What is watched. */
export interface MonitoringProps {
  readonly queues: readonly WorkQueue[];
  readonly functions: readonly LambdaFunction[];
  readonly restApi: RestApi;
  readonly storage: Storage;
  /** Names of the advisories' sources that are scheduled. */
  readonly advisorySources: readonly string[];
  /** Who is told of alarms. */
  readonly email: string | undefined;
}

/** Alarms, each with its heading in docs/operate.md, and the dashboard. */
export class Monitoring extends Construct {
  readonly alarms: Alarms;
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.alarms = new Alarms(this, "Alarms", { email: props.email });
    for (const queue of props.queues) watchQueue(this.alarms, queue);
    for (const fn of props.functions) watchFunction(this.alarms, fn);
    watchApi(this.alarms, props.restApi);

    const named = (...names: string[]) =>
      props.functions.filter(({ name }) => names.includes(name));
    const analyzers = named("analyzer", "large-analyzer");
    const counts = {
      accepted: countMessages(named("push-event"), "EventsAccepted"),
      finished: countMessages(analyzers, "AnalysesFinished"),
      failed: countMessages(analyzers, "AnalysesFailed"),
      updated: countMessages(named("read-model"), "ReadModelsUpdated"),
    };
    const refreshed = countMessages(named("advisory-sync"), "AdvisoriesRefreshed", "ecosystem");
    for (const source of props.advisorySources) {
      watchAdvisories(this.alarms, source, refreshed(Duration.days(1), source));
    }
    watchLists(this.alarms, counts.finished, counts.updated);
    watchAudit(this.alarms, countMessages(named("api", "bootstrap"), "ChangesNotRecorded"));
    this.dashboard = new Dashboard(this, "Dashboard", {
      ...props,
      counts,
      alarms: this.alarms.all,
    });
  }
}

function watchQueue(alarms: Alarms, { name, queue, deadLetters, tolerableAge }: WorkQueue): void {
  alarms.add(`DeadLetters-${name}`, {
    name: `dead-letters-${name}`,
    meaning: `Messages of the queue ${name} were given up`,
    runbook: `dead-letters-in-${name}`,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      statistic: "Maximum",
      period: PERIOD,
    }),
    threshold: 1,
  });
  alarms.add(`Age-${name}`, {
    name: `old-messages-${name}`,
    meaning: `Messages of the queue ${name} have waited for more than ${tolerableAge} seconds`,
    runbook: "old-messages",
    metric: queue.metricApproximateAgeOfOldestMessage({ statistic: "Maximum", period: PERIOD }),
    threshold: tolerableAge,
    periods: 3,
  });
}

function watchFunction(alarms: Alarms, { name, function: fn }: LambdaFunction): void {
  alarms.add(`Errors-${name}`, {
    name: `errors-${name}`,
    meaning: `The function ${name} crashed, or ran out of time or memory`,
    runbook: "function-errors",
    metric: fn.metricErrors({ statistic: "Sum", period: PERIOD }),
    threshold: 1,
  });
  alarms.add(`Throttles-${name}`, {
    name: `throttles-${name}`,
    meaning: `The function ${name} was kept from running for a quarter of an hour`,
    runbook: "function-throttles",
    metric: fn.metricThrottles({ statistic: "Sum", period: PERIOD }),
    threshold: 1,
    periods: 3,
  });
}

function watchApi(alarms: Alarms, { api }: RestApi): void {
  alarms.add("ApiErrors", {
    name: "api-errors",
    meaning: "The API answered with 5xx",
    runbook: "api-errors",
    metric: api.deploymentStage.metricServerError({ statistic: "Sum", period: PERIOD }),
    threshold: 5,
  });
}

function watchAdvisories(alarms: Alarms, source: string, metric: cloudwatch.Metric): void {
  alarms.add(`StaleAdvisories-${source}`, {
    name: `stale-advisories-${source}`,
    meaning: `The advisories of ${source} were not refreshed for two days`,
    runbook: "stale-advisories",
    metric,
    threshold: 1,
    comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    periods: 2,
    alarmsOnSilence: true,
  });
}

type Count = (period: Duration) => cloudwatch.Metric;

/** Silence is no sign: where nothing is pushed, nothing is published. */
function watchLists(alarms: Alarms, finished: Count, updated: Count): void {
  const period = Duration.minutes(15);
  alarms.add("StaleLists", {
    name: "stale-lists",
    meaning: "Images were analysed, and no list was published in half an hour",
    runbook: "stale-lists",
    metric: new cloudwatch.MathExpression({
      label: "analyses without a publication",
      expression: "IF(FILL(finished, 0) > 0 AND FILL(updated, 0) == 0, 1, 0)",
      usingMetrics: { finished: finished(period), updated: updated(period) },
      period,
    }),
    threshold: 1,
    periods: 2,
  });
}

/** The change was made: only the log knows of it. */
function watchAudit(alarms: Alarms, lost: Count): void {
  alarms.add("LostAuditEntries", {
    name: "lost-audit-entries",
    meaning: "A change of an organization was made, and is missing in its audit list",
    runbook: "lost-audit-entries",
    metric: lost(PERIOD),
    threshold: 1,
  });
}
