import {
  Duration,
  RemovalPolicy,
  Size,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_lambda_nodejs as nodejs,
  aws_logs as logs,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type * as z from "zod";
import { TRUSTED_ROLE_PATH } from "../core/contract/customer-stack.ts";
import { BUNDLING, entryOf, PROJECT_ROOT } from "./bundling.ts";

/** Path of our roles that no customer trusts. */
export const OWN_ROLE_PATH = "/ecr-scout/functions/";

/** Days that a function's log is kept. */
export const LOG_RETENTION = logs.RetentionDays.ONE_MONTH;

/**
 * The environment that a function's schema asks for: a variable that is missing, misspelt or
 * not of the schema's words fails `tsc`. What the schema coerces is given as text.
 */
export type FunctionEnvironment<Schema extends z.ZodObject> = {
  readonly [Name in keyof z.input<Schema>]: z.input<Schema>[Name] extends string | undefined
    ? z.input<Schema>[Name]
    : string;
};

/** What is a function's own. */
export interface LambdaFunctionProps<Schema extends z.ZodObject> {
  /** For people: local mode, the runbook and alarms call it so. */
  readonly name: string;
  /** Its folder in lambdas/; its name, if absent. */
  readonly folder?: string;
  /** What it does, one sentence. */
  readonly description: string;
  /** MB; processors grow with it, 1,769 MB being one. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** MB of /tmp; 512, which cost nothing, if absent. */
  readonly disk?: number;
  readonly environment: FunctionEnvironment<Schema>;
  /** Whether it assumes customers' roles: these trust one path of roles, and no other. */
  readonly assumesCustomerRoles?: boolean;
  /**
   * Whether it sends messages to a queue that it takes messages from. Lambda otherwise takes
   * the seventeenth message of such a chain for a runaway loop and stops it.
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  readonly sendsToItself?: boolean;
}

/** A function of lambdas/ with the defaults of the house, a log and a role of its own. */
export class LambdaFunction<Schema extends z.ZodObject = z.ZodObject> extends Construct {
  readonly name: string;
  readonly timeout: number;
  readonly environment: FunctionEnvironment<Schema>;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly function: nodejs.NodejsFunction;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps<Schema>) {
    super(scope, id);
    this.name = props.name;
    this.timeout = props.timeout;
    this.environment = props.environment;
    this.logGroup = new logs.LogGroup(this, "Log", {
      retention: LOG_RETENTION,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, "Role", {
      description: `ecr-scout: role of the function ${props.name}`,
      path: props.assumesCustomerRoles === true ? TRUSTED_ROLE_PATH : OWN_ROLE_PATH,
      assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com"),
    });
    this.function = new nodejs.NodejsFunction(this, "Function", {
      description: `ecr-scout: ${props.description}`,
      entry: entryOf(props.folder ?? props.name),
      projectRoot: PROJECT_ROOT,
      depsLockFilePath: `${PROJECT_ROOT}/package-lock.json`,
      bundling: BUNDLING,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: props.memory,
      timeout: Duration.seconds(props.timeout),
      ephemeralStorageSize: Size.mebibytes(props.disk ?? 512),
      environment: {
        POWERTOOLS_LOG_LEVEL: "INFO",
        ...definedOnly(props.environment),
      },
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      recursiveLoop:
        props.sendsToItself === true ? lambda.RecursiveLoop.ALLOW : lambda.RecursiveLoop.TERMINATE,
      // A trace would hold the path of the setup endpoint, in which its token stands.
      tracing: lambda.Tracing.DISABLED,
      // The AWS SDK v3 keeps connections alive by itself.
      awsSdkConnectionReuse: false,
    });
    this.allow(["logs:CreateLogStream", "logs:PutLogEvents"], this.logGroup.logGroupArn);
  }

  /** For partitions in which Lambda detects no loops, and takes no word on them. */
  leaveLoopDetection(): void {
    const resource = this.function.node.defaultChild as lambda.CfnFunction;
    resource.addPropertyDeletionOverride("RecursiveLoop");
  }

  /** Adds to what the function may do. */
  allow(actions: readonly string[], ...resources: readonly string[]): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: [...actions], resources: [...resources] }),
    );
  }
}

function definedOnly(environment: object): Record<string, string> {
  const entries = Object.entries(environment) as [string, string | undefined][];
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
