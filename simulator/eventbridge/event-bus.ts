import type { EventBridgeContext } from "./context.ts";
import type { DeliveryQueue } from "./delivery/delivery-queue.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { BusEvent, PublishEvent } from "./event.ts";
import { busKey, ruleArn } from "./model.ts";
import type { Rule, RuleTarget } from "./model.ts";
import { compileEventPattern } from "./pattern/event-pattern.ts";
import type { EventMatcher } from "./pattern/event-pattern.ts";

/** EventBridge's default: 24 hours and 185 retries. */
const DEFAULT_AGE_SECONDS = 24 * 60 * 60;
const DEFAULT_RETRIES = 185;

/** The default buses of all accounts: puts an event in the queue once for every target it matches. */
export function createEventBus(context: EventBridgeContext, queue: DeliveryQueue): PublishEvent {
  const compiled = new Map<string, EventMatcher>();
  const matcher = (pattern: string): EventMatcher => {
    const known = compiled.get(pattern) ?? compileEventPattern(pattern);
    compiled.set(pattern, known);
    return known;
  };
  return (event) => {
    const prefix = busKey({ accountId: event.account, region: event.region }, "");
    for (const [key, rule] of context.rules.entries()) {
      if (!key.startsWith(prefix) || rule.state !== "ENABLED") continue;
      if (!matcher(rule.eventPattern)(event)) continue;
      for (const target of rule.targets) {
        queue.add(delivery(event, rule, target, context.now().getTime()));
      }
    }
    return Promise.resolve();
  };
}

function delivery(event: BusEvent, rule: Rule, target: RuleTarget, now: number): Delivery {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = target.RetryPolicy ?? {};
  return {
    event,
    ruleArn: ruleArn(rule, rule.name),
    targetArn: target.Arn,
    roleArn: target.RoleArn,
    deadLetterArn: target.DeadLetterConfig?.Arn,
    maximumRetries: MaximumRetryAttempts ?? DEFAULT_RETRIES,
    maximumAgeMs: (MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000,
    acceptedAt: now,
    attempts: 0,
    nextAttemptAt: now,
  };
}
