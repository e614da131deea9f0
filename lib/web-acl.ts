import { aws_wafv2 as waf } from "aws-cdk-lib";
import { Construct } from "constructs";
import { SITE_MARK_HEADER, VIEWER_HEADER } from "./site-functions.ts";

/** Requests of one address within five minutes before it is asked to wait. */
const LIMITS = {
  /** SNS sends three messages for each stack; the token in the path is what could be guessed. */
  setup: 300,
  /** EventBridge's addresses are shared by all customers of a Region. */
  events: 30_000,
  everythingElse: 3000,
  /** An office behind one address, whose open pages ask every three seconds. */
  site: 30_000,
} as const;

/** What stands before what. */
export interface WebAclProps {
  /** Of the API's stage. */
  readonly stageArn: string;
  /** What marks requests that come by the dashboard's site; absent: there is none. */
  readonly siteMark?: string;
}

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
  constructor(scope: Construct, id: string, { stageArn, siteMark }: WebAclProps) {
    super(scope, id);
    // All of the site's requests come from CloudFront's few addresses.
    const direct = siteMark === undefined ? isForPeople() : and(isForPeople(), not(by(siteMark)));
    const acl = new waf.CfnWebACL(this, "Acl", {
      description: "ecr-scout: rate limits and common rules of the API",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibility("web-acl"),
      rules: [
        rateLimit(0, "setup-rate", LIMITS.setup, isSetup()),
        rateLimit(1, "events-rate", LIMITS.events, isEvents()),
        rateLimit(2, "rate", LIMITS.everythingElse, direct),
        commonRules(3),
        ...(siteMark === undefined ? [] : [siteRate(4, siteMark)]),
      ],
    });
    new waf.CfnWebACLAssociation(this, "Association", {
      resourceArn: stageArn,
      webAclArn: acl.attrArn,
    });
  }
}

type WhoseAddress = Pick<
  waf.CfnWebACL.RateBasedStatementProperty,
  "aggregateKeyType" | "forwardedIpConfig"
>;

function rateLimit(
  priority: number,
  name: string,
  limit: number,
  scopeDownStatement: waf.CfnWebACL.StatementProperty,
  whose: WhoseAddress = { aggregateKeyType: "IP" },
): waf.CfnWebACL.RuleProperty {
  return {
    priority,
    name,
    statement: {
      rateBasedStatement: { ...whose, evaluationWindowSec: 300, limit, scopeDownStatement },
    },
    action: { block: { customResponse: { responseCode: 429 } } },
    visibilityConfig: visibility(name),
  };
}

/** By the address of who asked CloudFront, which its function writes down. */
function siteRate(priority: number, siteMark: string): waf.CfnWebACL.RuleProperty {
  return rateLimit(priority, "site-rate", LIMITS.site, by(siteMark), {
    aggregateKeyType: "FORWARDED_IP",
    forwardedIpConfig: { headerName: VIEWER_HEADER, fallbackBehavior: "NO_MATCH" },
  });
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
  return not({ orStatement: { statements: [isSetup(), isEvents()] } });
}

/** Whether a request came by the site. */
function by(siteMark: string): waf.CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      // As CloudFormation spells it: CDK passes it on unread.
      fieldToMatch: { singleHeader: { Name: SITE_MARK_HEADER } },
      positionalConstraint: "EXACTLY",
      searchString: siteMark,
      textTransformations: [{ priority: 0, type: "NONE" }],
    },
  };
}

function and(...statements: waf.CfnWebACL.StatementProperty[]): waf.CfnWebACL.StatementProperty {
  return { andStatement: { statements } };
}

function not(statement: waf.CfnWebACL.StatementProperty): waf.CfnWebACL.StatementProperty {
  return { notStatement: { statement } };
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
