import { type AwsArn, parseArn } from "../../core/integrations/aws-arn.ts";
import type { Connection } from "../../core/integrations/port.ts";

/**
 * Grammar of EventBridge's names. Checked to the letter: what the stack's last message names is
 * put into policies, where a wildcard would widen them.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
const NAME = "[.\\-_A-Za-z0-9]{1,64}";
const RULE = new RegExp(`^rule/(?:([/.\\-_A-Za-z0-9]{1,256})/)?(${NAME})$`);
const WITH_ID = new RegExp(`^(connection|api-destination)/(${NAME})/[-A-Za-z0-9]{1,64}$`);
const STACK = /^stack\/[A-Za-z][-A-Za-z0-9]{0,127}\/[-A-Za-z0-9]{1,64}$/;

type Registry = Pick<Connection, "account" | "region">;

/** Name of a rule, and its bus, unless that is the default one. */
export interface RuleName {
  readonly name: string;
  readonly bus: string | undefined;
}

/** Reads the ARN of a rule of an account and Region; undefined for whatever is none. */
export function ruleName(registry: Registry, ruleArn: string): RuleName | undefined {
  const [, bus, name] = RULE.exec(resourceOf(registry, "events", ruleArn) ?? "") ?? [];
  return name === undefined ? undefined : { name, bus };
}

/** A Connection or an API destination. */
export interface NamedResource {
  readonly name: string;
  /** As policies name it: without the id at the end. */
  readonly arnForPolicy: string;
}

/** Reads the ARN of one of an account and Region; undefined for whatever is none. */
export function namedResource(
  registry: Registry,
  kind: "connection" | "api-destination",
  arn: string,
): NamedResource | undefined {
  const [, found, name] = WITH_ID.exec(resourceOf(registry, "events", arn) ?? "") ?? [];
  if (found !== kind || name === undefined) return undefined;
  return { name, arnForPolicy: arn.slice(0, arn.lastIndexOf("/")) };
}

/** Whether it is the ARN of a stack of an account and Region. */
export function isStackArn(registry: Registry, stackId: string): boolean {
  return STACK.test(resourceOf(registry, "cloudformation", stackId) ?? "");
}

function resourceOf({ account, region }: Registry, service: string, text: string) {
  const arn: AwsArn | undefined = parseArn(text);
  const isOwn = arn?.service === service && arn.account === account && arn.region === region;
  return isOwn ? arn.resource : undefined;
}
