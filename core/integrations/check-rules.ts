import type { CheckFinding } from "../contract/check-report.ts";
import { PermanentError } from "../errors.ts";
import { type CheckDependencies, RESTORE, UPDATE } from "./check-context.ts";
import { answerOrRefusal, broken, fine, warning } from "./check-finding.ts";
import type { InspectedRule } from "./check-port.ts";
import { matchesPattern, type PatternVerdict } from "./event-pattern.ts";
import type { ConnectedIntegration, Connection } from "./port.ts";

/** A rule as it was found. */
interface FoundRule extends InspectedRule {
  readonly arn: string;
}

/**
 * Looks at the stack's rules: each is enabled and sends to our API destination, and together
 * they let a push and a delete of every repository of the scope through.
 *
 * @throws TransientError
 */
export async function ruleFindings(
  { inspection }: Pick<CheckDependencies, "inspection">,
  integration: ConnectedIntegration,
  { ruleArns, apiDestinationArn }: NonNullable<Connection["resources"]>,
): Promise<readonly CheckFinding[]> {
  const found: FoundRule[] = [];
  const findings: CheckFinding[] = [];
  for (const arn of ruleArns) {
    const rule = await answerOrRefusal(() => inspection.rule(integration, arn));
    if (rule instanceof PermanentError) {
      // What can't be looked at may be in order: it is no reason to say that nothing comes.
      return [warning("rules", `The rule ${arn} can't be looked at: ${rule.message}`, UPDATE)];
    }
    const problem = problemOf(rule, apiDestinationArn);
    if (problem === undefined && rule) found.push({ ...rule, arn });
    else findings.push(broken("rules", `The rule ${arn} ${problem ?? ""}.`, RESTORE));
  }
  // A rule that is there no more lets nothing through, which is said already.
  if (findings.length > 0) return findings;
  return [patternFinding(found, verdictOf(found, samplesOf(integration)))];
}

function problemOf(rule: InspectedRule | undefined, apiDestinationArn: string): string | undefined {
  if (rule === undefined) return "was deleted";
  if (!rule.state.startsWith("ENABLED")) return `is in the state ${rule.state}, not enabled`;
  if (rule.targetArns.includes(apiDestinationArn)) return undefined;
  return `does not send to the stack's API destination ${apiDestinationArn}`;
}

function patternFinding(rules: readonly FoundRule[], verdict: PatternVerdict): CheckFinding {
  const names = rules.map(({ arn }) => arn).join(", ");
  switch (verdict) {
    case "matches":
      return fine("rules", `Pushes and deletes reach us by the rules ${names}.`);
    case "unknown": {
      const message = `The pattern of a rule was changed so that it can't be told which pushes it lets through: ${names}.`;
      return warning("rules", message, RESTORE);
    }
    case "differs": {
      const message = `The patterns of the rules ${names} don't let every push and delete through.`;
      return broken("rules", message, RESTORE);
    }
  }
}

/** The worst of what happens to the samples; each needs one rule that lets it through. */
function verdictOf(rules: readonly FoundRule[], samples: readonly object[]): PatternVerdict {
  const verdicts = samples.map((sample) => {
    const each = rules.map(({ eventPattern = "" }) => matchesPattern(eventPattern, sample));
    if (each.includes("matches")) return "matches";
    return each.includes("unknown") ? "unknown" : "differs";
  });
  if (verdicts.includes("differs")) return "differs";
  return verdicts.includes("unknown") ? "unknown" : "matches";
}

/**
 * Events that must come: a push with a tag and one without, and a delete, of two repositories that
 * have nothing in common or, with a scope, of one by each of its entries.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
function samplesOf({ connection, scope }: ConnectedIntegration): readonly object[] {
  const repositories = scope?.map((entry) => entry.replace("*", "0")) ?? ["a", "zz-9/y_8"];
  return repositories.flatMap((repository) =>
    [
      ["PUSH", "latest"],
      ["PUSH", ""],
      ["DELETE", "1.0"],
    ].map(([action, tag]) => ({
      version: "0",
      "detail-type": "ECR Image Action",
      source: "aws.ecr",
      account: connection.account,
      region: connection.region,
      resources: [],
      detail: {
        result: "SUCCESS",
        "repository-name": repository,
        "image-digest": `sha256:${"0".repeat(64)}`,
        "action-type": action,
        "image-tag": tag,
      },
    })),
  );
}
