import {
  Aws,
  type CfnParameter,
  type CfnResource,
  Fn,
  type Stack,
  aws_events as events,
  aws_iam as iam,
  type aws_secretsmanager as secretsmanager,
} from "aws-cdk-lib";
import type { Brand } from "../core/contract/brand.ts";
import { API_KEY_MEMBER, CUSTOMER_ROLE_PATH } from "../core/contract/customer-stack.ts";
import { API_KEY_HEADER } from "../core/contract/vocabulary.ts";

/** The way from a rule to our API. */
export interface EventDelivery {
  readonly connection: events.CfnConnection;
  readonly destination: events.CfnApiDestination;
  /** With which rules call the destination. */
  readonly role: iam.CfnRole;
}

interface EventDeliveryProps {
  readonly brand: Brand;
  readonly eventEndpoint: CfnParameter;
  readonly secret: secretsmanager.CfnSecret;
  /** After which the secret has a value. */
  readonly setup: CfnResource;
}

/** Adds the Connection with the key, the ApiDestination, and the role that may call it. */
export function eventDelivery(stack: Stack, props: EventDeliveryProps): EventDelivery {
  const { brand, eventEndpoint, secret, setup } = props;
  const connection = new events.CfnConnection(stack, "Connection", {
    description: `How EventBridge authenticates to ${brand.name}.`,
    authorizationType: "API_KEY",
    authParameters: {
      apiKeyAuthParameters: {
        apiKeyName: API_KEY_HEADER,
        // CloudFormation reads the secret when it creates or changes this resource.
        apiKeyValue: Fn.sub(
          `{{resolve:secretsmanager:\${Secret}:SecretString:${API_KEY_MEMBER}}}`,
          { Secret: secret.ref },
        ),
      },
    },
  });
  connection.addResourceDependency(setup);
  const destination = new events.CfnApiDestination(stack, "ApiDestination", {
    description: `Where EventBridge sends ECR push and delete events: ${brand.name}.`,
    connectionArn: connection.attrArn,
    httpMethod: "POST",
    invocationEndpoint: eventEndpoint.valueAsString,
  });
  return { connection, destination, role: invokeRole(stack, brand, destination) };
}

function invokeRole(
  stack: Stack,
  brand: Brand,
  destination: events.CfnApiDestination,
): iam.CfnRole {
  return new iam.CfnRole(stack, "InvokeApiRole", {
    description: `Lets EventBridge call the API destination of ${brand.name}, and nothing else.`,
    path: CUSTOMER_ROLE_PATH,
    assumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OnlyForThisAccount",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "events.amazonaws.com" },
          // The rules' own ARNs would be circular: the rules name this role.
          // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
          Condition: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
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
              Sid: "SendEvents",
              Effect: "Allow",
              Action: "events:InvokeApiDestination",
              Resource: destination.attrArn,
            },
          ],
        },
      },
    ],
  });
}
