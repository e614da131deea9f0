import { Aws, CfnOutput, type Stack } from "aws-cdk-lib";
import type { AdvisorySync } from "./advisory-sync.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { DashboardSite } from "./dashboard-site.ts";
import type { Identity } from "./identity.ts";
import type { Monitoring } from "./monitoring.ts";
import type { RestApi } from "./rest-api.ts";
import type { Storage } from "./storage.ts";
import type { TemplateBucket } from "./template-bucket.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What an operator is told about. */
export interface OutputProps {
  readonly restApi: RestApi;
  readonly site?: DashboardSite;
  /** Where people open the dashboard, without a slash at its end; undefined: nobody serves one yet. */
  readonly dashboardUrl: string | undefined;
  readonly identity: Identity;
  readonly templates: TemplateBucket;
  readonly bootstrap: Bootstrap;
  readonly advisorySync: AdvisorySync;
  readonly storage: Storage;
  readonly monitoring: Monitoring;
  readonly queues: readonly WorkQueue[];
}

/** Adds what an operator needs after a deployment, commands included. */
export function addOutputs(stack: Stack, props: OutputProps): void {
  const { restApi, templates, monitoring, queues, storage } = props;
  const { functionName } = props.bootstrap.function.function;
  const { functionName: advisorySync } = props.advisorySync.function.function;
  const output = (id: string, description: string, value: string) =>
    new CfnOutput(stack, id, { description, value });

  output("ApiUrl", "Where the API is reached, without /v1.", restApi.url);
  if (restApi.domain) {
    const { domainNameAliasDomainName: target } = restApi.domain;
    output("DomainTarget", "What a CNAME or alias record of the API's name points to.", target);
  }
  addDashboardOutputs(output, props);
  output("TemplateUrl", "The CloudFormation template of customers.", templates.templateUrl);
  addSignInOutputs(output, props.identity);
  output("BootstrapFunction", "Creates organizations and their first members.", functionName);
  output(
    "CreateOrganization",
    "Creates an organization and prints its owner's token, which is shown this once.",
    `aws lambda invoke --region ${Aws.REGION} --function-name ${functionName} --cli-binary-format raw-in-base64-out --payload '{"organization":"acme","members":[{"name":"alice","role":"owner"}]}' /dev/stdout`,
  );
  output(
    "CreateIntegration",
    "Answers the link that launches the stack of a registry, as launch.url.",
    `curl -X POST -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{}' ${restApi.url}/v1/organizations/acme/integrations`,
  );
  output("AdvisorySyncFunction", "Publishes the starter set of advisories.", advisorySync);
  output("TableName", "The table in use.", storage.table.tableName);
  output("BlobBucket", "Layers' results, inventories and findings.", storage.blobs.name);
  output("ReadModelBucket", "The lists; made again from the table.", storage.readModels.name);
  output("AdvisoryBucket", "Compiled advisories; made again.", storage.advisories.name);
  output("AlarmTopic", "The topic of all alarms.", monitoring.alarms.topic.topicArn);
  output("MonitoringUrl", "The dashboard of CloudWatch.", monitoring.dashboard.url);
  for (const { name, queue, deadLetters } of queues) {
    const id = name.split("-").map(capitalized).join("");
    output(`${id}Queue`, `URL of the queue ${name}.`, queue.queueUrl);
    output(`${id}DeadLetters`, `URL of the dead-letter queue of ${name}.`, deadLetters.queueUrl);
  }
}

/** Where people go, and where names of the operator's own lead to. */
function addDashboardOutputs(output: Output, { site, dashboardUrl }: OutputProps): void {
  if (dashboardUrl !== undefined) {
    output("DashboardUrl", "Where people open the dashboard.", `${dashboardUrl}/`);
  }
  if (site === undefined) return;
  const { distributionDomainName, distributionId } = site.distribution;
  output(
    "DashboardTarget",
    "What CNAME or alias records of the dashboard's own names point to.",
    distributionDomainName,
  );
  output("DashboardDistribution", "The dashboard's CloudFront distribution.", distributionId);
}

type Output = (id: string, description: string, value: string) => void;

/** What a program needs to sign people in, and an operator to create them. */
function addSignInOutputs(
  output: Output,
  { issuer, audience, clientId, userPool }: Identity,
): void {
  output("SignInIssuer", "By whom people sign in: iss of their tokens.", issuer);
  output("SignInAudience", "Whom their tokens must be for.", audience);
  output("SignInClientId", "The public client of the dashboard.", clientId);
  if (userPool === undefined) return;
  output("SignInUrl", "Where Cognito's pages are.", userPool.signInUrl);
  output("UserPoolId", "The user pool, in which people are created.", userPool.poolId);
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
