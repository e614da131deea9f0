import {
  Aws,
  RemovalPolicy,
  aws_apigateway as apigateway,
  aws_certificatemanager as acm,
  aws_logs as logs,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { addGatewayProblems } from "./gateway-problems.ts";
import { type LambdaFunction, LOG_RETENTION } from "./lambda-function.ts";
import { WebAcl } from "./web-acl.ts";

/** A name of the operator's own for the API. */
export interface ApiDomain {
  readonly name: string;
  /** Of a certificate of AWS Certificate Manager in the same Region. */
  readonly certificateArn: string;
}

/** Requests a second: far more than a large fleet makes, far less than could cost much. */
const RATE = 500;
/** Requests at once, beyond the rate. */
const BURST = 1000;

/** What is the API's own. */
export interface RestApiProps {
  readonly domain?: ApiDomain;
  /** What marks requests that come by the dashboard's site; absent: there is none. */
  readonly siteMark?: string;
}

/** Functions behind the API. */
export interface Routes {
  readonly events: LambdaFunction;
  readonly setup: LambdaFunction;
  readonly everythingElse: LambdaFunction;
}

/**
 * The regional REST API. Its stage is called `v1`, so that addresses are the same with and
 * without a domain: `https://…/v1/…`.
 */
export class RestApi extends Construct {
  readonly api: apigateway.RestApi;
  /** Where the API is reached, without `/v1`. */
  readonly url: string;
  /** Host of that. */
  readonly host: string;
  readonly domain: apigateway.DomainName | undefined;

  constructor(scope: Construct, id: string, { domain, siteMark }: RestApiProps) {
    super(scope, id);
    const accessLog = new logs.LogGroup(this, "AccessLog", {
      retention: LOG_RETENTION,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new apigateway.RestApi(this, "Api", {
      restApiName: "ecr-scout",
      description: "ecr-scout: HTTP API, events and setup",
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      // Bytes are passed on as they came: a signature is over them.
      binaryMediaTypes: ["*/*"],
      cloudWatchRole: true,
      deployOptions: {
        stageName: "v1",
        throttlingRateLimit: RATE,
        throttlingBurstLimit: BURST,
        accessLogDestination: new apigateway.LogGroupLogDestination(accessLog),
        accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
        // Both would write down paths, and with them the setup token.
        loggingLevel: apigateway.MethodLoggingLevel.OFF,
        tracingEnabled: false,
      },
    });
    // Without its stage an address is of no use, and with it this one would be a second truth.
    this.api.node.tryRemoveChild("Endpoint");
    addGatewayProblems(this.api);
    this.domain = domain && this.#domain(domain);
    // Not urlForPath: the stage depends on the functions that need this.
    this.host = domain?.name ?? `${this.api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    this.url = `https://${this.host}`;
    const { stageArn } = this.api.deploymentStage;
    new WebAcl(this, "WebAcl", { stageArn, ...(siteMark === undefined ? {} : { siteMark }) });
    this.#acknowledgeFindings();
  }

  /** Adds the routes. What no route matches never reaches a function. */
  route({ events, setup, everythingElse }: Routes): void {
    const { root } = this.api;
    root.addResource("events").addMethod("POST", integrationOf(events));
    root.addResource("setup").addResource("{token}").addMethod("POST", integrationOf(setup));
    root.addResource("{proxy+}").addMethod("ANY", integrationOf(everythingElse));
  }

  #domain({ name, certificateArn }: ApiDomain): apigateway.DomainName {
    const domain = new apigateway.DomainName(this, "Domain", {
      domainName: name,
      certificate: acm.Certificate.fromCertificateArn(this, "Certificate", certificateArn),
      endpointType: apigateway.EndpointType.REGIONAL,
      securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
    });
    domain.addBasePathMapping(this.api, { basePath: "v1", stage: this.api.deploymentStage });
    return domain;
  }

  #acknowledgeFindings(): void {
    acknowledge(
      this.api,
      "AwsSolutions-APIG2",
      "The functions check each request with the schemas that the API's description is made from, and answer with a problem that says what is wrong; API Gateway's validator says neither.",
    );
    acknowledge(
      this.api,
      "AwsSolutions-APIG4",
      "The functions authenticate: personal access tokens against the table, EventBridge's keys against their hashes, SNS messages by their signature. The route table's test proves that no route lacks a rule.",
    );
    acknowledge(
      this.api,
      "AwsSolutions-COG4",
      "Callers hold tokens of this product or of any provider of OpenID Connect, keys, or SNS's signature: an authorizer of API Gateway knows the user pool alone, and the function api verifies them all.",
    );
    acknowledge(
      this.api,
      "AwsSolutions-APIG6",
      "Execution logs hold the path, and the path of the setup endpoint holds its token. The access log, without paths, is on.",
    );
    acknowledge(
      this.api,
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
      "API Gateway takes one role for all its logs in a Region; AWS's policy for it is the documented one.",
    );
  }
}

/**
 * A line of the access log. `resourcePath` is the route's, with `{token}` for the token; the
 * path and the query as they were sent stand nowhere.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const ACCESS_LOG = {
  requestId: "$context.requestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  responseLength: "$context.responseLength",
  latency: "$context.responseLatency",
  functionLatency: "$context.integration.latency",
  functionStatus: "$context.integration.status",
  errorType: "$context.error.responseType",
  wafStatus: "$context.waf.status",
};

function integrationOf({ function: handler }: LambdaFunction): apigateway.LambdaIntegration {
  return new apigateway.LambdaIntegration(handler, { proxy: true, allowTestInvoke: false });
}
