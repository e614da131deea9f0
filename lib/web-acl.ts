import { aws_wafv2 as waf } from "aws-cdk-lib";
import { Construct } from "constructs";

/** Requests of one address within five minutes before it is asked to wait. */
const LIMITS = {
  /** SNS sends three messages for each stack; the token in the path is what could be guessed. */
  setup: 300,
  /** EventBridge's addresses are shared by all customers of a Region. */
  events: 30_000,
  everythingElse: 3000,
} as const;

/** Rules of AWS's common set that only count here, each for its reason. */
const COUNTED_ONLY: readonly string[] = [
  // Activating 500 repositories is a larger body; the function takes 64 KiB at most.
  "SizeRestrictions_BODY",
  // Repositories, tags and packages may be called `web.config` or `app.log`.
  "RestrictedExtensions_QUERYARGUMENTS",
  // Our callers are programs.
  "NoUserAgent_HEADER",
];

/**
 * What stands before the REST API. Who is over a limit gets 429 and not WAF's usual 403, since
 * SNS and EventBridge repeat the one and give up at the other. No request is sampled: a
 * sample would show the setup token, keys and bearer tokens in the console.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
export class WebAcl extends Construct {
  /** @param stageArn Of the API's stage. */
  constructor(scope: Construct, id: string, { stageArn }: { readonly stageArn: string }) {
    super(scope, id);
    const acl = new waf.CfnWebACL(this, "Acl", {
      description: "ecr-scout: rate limits and common rules of the API",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibility("web-acl"),
      rules: [
        rateLimit(0, "setup-rate", LIMITS.setup, isSetup()),
        rateLimit(1, "events-rate", LIMITS.events, isEvents()),
        rateLimit(2, "rate", LIMITS.everythingElse, isForPeople()),
        commonRules(3),
      ],
    });
    new waf.CfnWebACLAssociation(this, "Association", {
      resourceArn: stageArn,
      webAclArn: acl.attrArn,
    });
  }
}

function rateLimit(
  priority: number,
  name: string,
  limit: number,
  scopeDownStatement: waf.CfnWebACL.StatementProperty,
): waf.CfnWebACL.RuleProperty {
  return {
    priority,
    name,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        evaluationWindowSec: 300,
        limit,
        scopeDownStatement,
      },
    },
    action: { block: { customResponse: { responseCode: 429 } } },
    visibilityConfig: visibility(name),
  };
}

/**
 * AWS's common rules for what people's programs send. SNS and EventBridge are left alone: their
 * messages hold URLs and other people's names, and a false alarm would lose one for good.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
function commonRules(priority: number): waf.CfnWebACL.RuleProperty {
  return {
    priority,
    name: "common",
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: "AWSManagedRulesCommonRuleSet",
        scopeDownStatement: isForPeople(),
        ruleActionOverrides: COUNTED_ONLY.map((name) => ({
          name,
          actionToUse: { count: {} },
        })),
      },
    },
    overrideAction: { none: {} },
    visibilityConfig: visibility("common"),
  };
}

function isSetup(): waf.CfnWebACL.StatementProperty {
  return path("STARTS_WITH", "/v1/setup/");
}

function isEvents(): waf.CfnWebACL.StatementProperty {
  return path("EXACTLY", "/v1/events");
}

function isForPeople(): waf.CfnWebACL.StatementProperty {
  const forMachines = { orStatement: { statements: [isSetup(), isEvents()] } };
  return { notStatement: { statement: forMachines } };
}

function path(
  positionalConstraint: "STARTS_WITH" | "EXACTLY",
  searchString: string,
): waf.CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint,
      searchString,
      textTransformations: [{ priority: 0, type: "NORMALIZE_PATH" }],
    },
  };
}

function visibility(metricName: string): waf.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
