import type { Delivery, Layout } from "../contract/vocabulary.ts";

/** What a resource of the customer's stack is paid for; `nothing`: it is free. */
export type CostDriver = "secret" | "events" | "nothing";

/** A resource of the customer's stack. */
export interface StackResource {
  /** As CloudFormation knows it. */
  readonly type: string;
  /** Logical ID. */
  readonly name: string;
  readonly paidFor: CostDriver;
  /** Whether the brand's published page names it, with what it costs. */
  readonly isPublished: boolean;
}

/**
 * The resources of a stack in the order of the brand's published page, then those that it does
 * not name. Without events there is nothing that sends them, nor a key for it.
 *
 * @param prefix Letters of the brand, with which the rules' names begin.
 */
export function stackResources(
  layout: Layout,
  delivery: Delivery,
  prefix: string,
): readonly StackResource[] {
  return [
    published("AWS::SNS::Topic", "SNSTopic"),
    published("AWS::SNS::TopicPolicy", "TopicPolicy"),
    ...(delivery === "events" ? eventResources(layout, prefix) : []),
    published("AWS::IAM::Role", "AssumeRoleEcrAccess"),
    own("AWS::SNS::Subscription", "SetupSubscription"),
    own("Custom::ScoutSetup", "ScoutSetup"),
    own("AWS::IAM::Policy", "MaintenancePolicy"),
    own("AWS::ECR::PullTimeUpdateExclusion", "PullTimeExclusion"),
    own("Custom::ScoutComplete", "ScoutComplete"),
  ];
}

function eventResources(layout: Layout, prefix: string): readonly StackResource[] {
  const early = layout === "early-access";
  const rules = early ? ["Rule"] : [`${prefix}EcrRule`, `${prefix}RepoDeletedRule`];
  return [
    published("AWS::SecretsManager::Secret", "ScoutAPICredentials", "secret"),
    ...(early ? [published("AWS::IAM::Role", "AssumeRoleScoutSetup")] : []),
    published("AWS::Events::ApiDestination", "ApiDestination", "events"),
    published("AWS::Events::Connection", "Connection"),
    ...rules.map((name) => published("AWS::Events::Rule", name)),
    published("AWS::IAM::Role", "InvokeApiRole"),
  ];
}

function published(type: string, name: string, paidFor: CostDriver = "nothing"): StackResource {
  return { type, name, paidFor, isPublished: true };
}

function own(type: string, name: string): StackResource {
  return { type, name, paidFor: "nothing", isPublished: false };
}
