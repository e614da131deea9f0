import {
  App,
  Aws,
  BootstraplessSynthesizer,
  CfnOutput,
  CfnParameter,
  Fn,
  type IStackSynthesizer,
  Stack,
  aws_ecr as ecr,
  aws_events as events,
  aws_iam as iam,
  aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { API_KEY_HEADER } from "../core/contract/vocabulary.ts";

/** A product name that customers see: its letters prefix the rules and the stack's name. */
export interface Brand {
  /** As people read it, for example `Docker Scout`. */
  readonly name: string;
  /** Letters and digits only, for logical IDs, for example `DockerScout`. */
  readonly prefix: string;
}

/** What a customer's template is made from. */
export interface CustomerStackProps {
  readonly brand: Brand;
  /** Goes up with each change that a connected customer should take over. */
  readonly templateVersion: string;
}

/** Path of every role that the template creates: our own policies allow no other. */
const CUSTOMER_ROLE_PATH = "/ecr-scout/";
/** Path of the roles of ours that may assume a customer's role. */
const TRUSTED_ROLE_PATH = "/ecr-scout/customer-access/";

/** Reading images and their tags, and nothing else. */
const REPOSITORY_ACTIONS = [
  "ecr:DescribeRepositories",
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
];

/**
 * The stack that a customer launches in their own account: an ECR push or delete
 * becomes a call of our API, and our role may read their images. Plain resources
 * only (no transforms, no nested stacks), so that a StackSet can carry it.
 */
export class CustomerStack extends Stack {
  constructor(scope: Construct, id: string, props: CustomerStackProps) {
    super(scope, id, {
      analyticsReporting: false,
      // CDK's own class does not fit its interface under exactOptionalPropertyTypes.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
      description: `${props.brand.name}: analyses the images that you push to Amazon ECR in this account and Region (template ${props.templateVersion})`,
    });
    const parameters = this.#parameters(props.brand);
    const credentials = this.#credentials(props.brand, parameters.apiKey);
    const ecrAccess = this.#ecrAccess(props.brand, parameters);
    const destination = this.#destination(props.brand, parameters.endpoint, credentials);
    this.#rules(props.brand, destination);

    new CfnOutput(this, "EcrAccessRoleArn", {
      description: `Role that ${props.brand.name} assumes to read your images.`,
      value: ecrAccess.attrArn,
    });
    new CfnOutput(this, "TemplateVersion", {
      description: "Version of this template.",
      value: props.templateVersion,
    });
  }

  #parameters(brand: Brand) {
    const externalId = new CfnParameter(this, "ExternalId", {
      type: "String",
      description: `Identifies your integration whenever ${brand.name} assumes the role of this stack. Leave it as it is.`,
      allowedPattern: "[A-Za-z0-9+=,.@:/-]{2,1224}",
    });
    const apiKey = new CfnParameter(this, "ApiKey", {
      type: "String",
      noEcho: true,
      description: `The key with which EventBridge calls ${brand.name} for your integration.`,
      allowedPattern: "[A-Za-z0-9._-]{20,200}",
    });
    const endpoint = new CfnParameter(this, "EventEndpoint", {
      type: "String",
      description: `The address to which EventBridge sends your ECR events. Leave it as it is.`,
      allowedPattern: "https://[A-Za-z0-9.-]+(:[0-9]+)?/.*",
    });
    const trustedAccount = new CfnParameter(this, "TrustedAccountId", {
      type: "String",
      description: `The AWS account in which ${brand.name} runs. Leave it as it is.`,
      allowedPattern: "[0-9]{12}",
    });
    this.templateOptions.metadata = {
      "AWS::CloudFormation::Interface": {
        ParameterGroups: [
          {
            Label: { default: `${brand.name} fills these in; you need not change them` },
            Parameters: ["ExternalId", "ApiKey", "EventEndpoint", "TrustedAccountId"],
          },
        ],
      },
    };
    return { externalId, apiKey, endpoint, trustedAccount };
  }

  #credentials(brand: Brand, apiKey: CfnParameter): secretsmanager.CfnSecret {
    return new secretsmanager.CfnSecret(this, "ScoutAPICredentials", {
      description: `The credentials with which EventBridge sends events to ${brand.name}.`,
      secretString: Fn.sub('{"apiKey":"${ApiKey}"}', { ApiKey: apiKey.valueAsString }),
    });
  }

  #ecrAccess(
    brand: Brand,
    parameters: { readonly externalId: CfnParameter; readonly trustedAccount: CfnParameter },
  ): iam.CfnRole {
    const trusted = parameters.trustedAccount.valueAsString;
    const role = new iam.CfnRole(this, "AssumeRoleEcrAccess", {
      description: `Lets ${brand.name} log in to this registry, list images and pull them.`,
      path: CUSTOMER_ROLE_PATH,
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            // Our account with a path of roles: a role's own ARN is stored as its unique ID,
            // and every customer's trust would break if that role were ever created again.
            Principal: { AWS: `arn:${Aws.PARTITION}:iam::${trusted}:root` },
            Condition: {
              StringEquals: { "sts:ExternalId": parameters.externalId.valueAsString },
              ArnLike: {
                "aws:PrincipalArn": `arn:${Aws.PARTITION}:iam::${trusted}:role${TRUSTED_ROLE_PATH}*`,
              },
            },
          },
        ],
      },
      policies: [
        {
          policyName: "read-images",
          policyDocument: {
            Version: "2012-10-17",
            Statement: [
              // AWS allows no narrower resource for this action.
              { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
              {
                Effect: "Allow",
                Action: REPOSITORY_ACTIONS,
                Resource: `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/*`,
              },
            ],
          },
        },
      ],
    });
    // Our pulls must not keep images alive under the customer's lifecycle rules.
    new ecr.CfnPullTimeUpdateExclusion(this, "PullTimeExclusion", { principalArn: role.attrArn });
    return role;
  }

  #destination(
    brand: Brand,
    endpoint: CfnParameter,
    credentials: secretsmanager.CfnSecret,
  ): events.CfnApiDestination {
    const connection = new events.CfnConnection(this, "Connection", {
      description: `How EventBridge authenticates to ${brand.name}.`,
      authorizationType: "API_KEY",
      authParameters: {
        apiKeyAuthParameters: {
          apiKeyName: API_KEY_HEADER,
          apiKeyValue: Fn.sub("{{resolve:secretsmanager:${Secret}:SecretString:apiKey}}", {
            Secret: credentials.ref,
          }),
        },
      },
    });
    return new events.CfnApiDestination(this, "ApiDestination", {
      description: `Where EventBridge sends ECR push and delete events: ${brand.name}.`,
      connectionArn: connection.attrArn,
      httpMethod: "POST",
      invocationEndpoint: endpoint.valueAsString,
    });
  }

  #rules(brand: Brand, destination: events.CfnApiDestination): void {
    const role = new iam.CfnRole(this, "InvokeApiRole", {
      description: `Lets EventBridge call the ${brand.name} API destination, and nothing else.`,
      path: CUSTOMER_ROLE_PATH,
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "events.amazonaws.com" },
          },
        ],
      },
      policies: [
        {
          policyName: "invoke-api-destination",
          policyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: "events:InvokeApiDestination",
                Resource: destination.attrArn,
              },
            ],
          },
        },
      ],
    });
    const targets = [{ id: "Scout", arn: destination.attrArn, roleArn: role.attrArn }];
    new events.CfnRule(this, `${brand.prefix}EcrRule`, {
      description: `Sends ECR image pushes and deletes to ${brand.name}.`,
      eventPattern: {
        source: ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        detail: { "action-type": ["PUSH", "DELETE"], result: ["SUCCESS"] },
      },
      targets,
    });
    new events.CfnRule(this, `${brand.prefix}RepoDeletedRule`, {
      description: `Sends ECR repository deletes to ${brand.name} (needs a CloudTrail trail).`,
      eventPattern: {
        source: ["aws.ecr"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: ["ecr.amazonaws.com"],
          eventName: ["DeleteRepository"],
          errorCode: [{ exists: false }],
        },
      },
      targets,
    });
  }
}

/**
 * Renders a customer's template as CloudFormation's own tree: no construct metadata,
 * nothing that changes from one run to the next.
 */
export function renderCustomerTemplate(props: CustomerStackProps): object {
  const app = new App({ analyticsReporting: false });
  const stack = new CustomerStack(app, `${props.brand.prefix}ECRIntegration`, props);
  return app.synth().getStackByName(stack.stackName).template as object;
}
