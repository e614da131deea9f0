import {
  Duration,
  Stack,
  aws_cloudwatch as cloudwatch,
  aws_cloudwatch_actions as actions,
  aws_iam as iam,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
} from "aws-cdk-lib";
import { Construct } from "constructs";

/** Where each alarm sends people: a heading of the runbook, as its anchor. */
const RUNBOOK = "docs/operate.md";

/** What an alarm watches. */
export interface AlarmProps {
  /** Follows the stack's name in the alarm's. */
  readonly name: string;
  /** What happened, for people: one sentence without its full stop. */
  readonly meaning: string;
  /** Anchor of the runbook's heading that says what to do. */
  readonly runbook: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  /** `GreaterThanOrEqualToThreshold` if absent. */
  readonly comparison?: cloudwatch.ComparisonOperator;
  /** Periods of the metric that must breach in a row; 1 if absent. */
  readonly periods?: number;
  /** Whether silence is bad, too. */
  readonly alarmsOnSilence?: boolean;
}

/** The topic of all alarms, and the alarms. */
export class Alarms extends Construct {
  readonly topic: sns.Topic;
  readonly all: cloudwatch.Alarm[] = [];

  /** @param email Who is told; nobody, if undefined: the topic can be subscribed to later. */
  constructor(scope: Construct, id: string, { email }: { readonly email: string | undefined }) {
    super(scope, id);
    this.topic = new sns.Topic(this, "Topic", { displayName: "ecr-scout", enforceSSL: true });
    // A policy of one's own takes the place of the default one, which let CloudWatch in.
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: "Alarms",
        principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (email !== undefined) {
      this.topic.addSubscription(new subscriptions.EmailSubscription(email));
    }
  }

  /** Adds an alarm. */
  add(id: string, props: AlarmProps): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmName: `${Stack.of(this).stackName}-${props.name}`,
      alarmDescription: `${props.meaning}. What to do: ${RUNBOOK}#${props.runbook}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator:
        props.comparison ?? cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData:
        props.alarmsOnSilence === true
          ? cloudwatch.TreatMissingData.BREACHING
          : cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const action = new actions.SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.all.push(alarm);
  }
}

/** Of every metric that says nothing else. */
export const PERIOD = Duration.minutes(5);
