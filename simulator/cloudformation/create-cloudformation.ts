import type { DatabaseSync } from "node:sqlite";
import type { PublicNames } from "../options.ts";
import { AwsError } from "../service.ts";
import type { Authorize, Caller, Operation, QueryService } from "../service.ts";
import { openCollection } from "../state/collection.ts";
import type { Stack } from "./engine/stack.ts";
import { startStackRunner } from "./engine/stack-runner.ts";
import { createStack } from "./operations/create-stack.ts";
import { deleteStack } from "./operations/delete-stack.ts";
import { describeStacks } from "./operations/describe-stacks.ts";
import type { CloudFormationContext } from "./operations/operation.ts";
import { stackDetailOperations } from "./operations/stack-details.ts";
import { updateStack } from "./operations/update-stack.ts";
import type { CallService, ServiceName } from "./providers/provider.ts";
import { resourceProviders } from "./providers/registry.ts";

/** What CloudFormation rests on. */
export interface CloudFormationOptions {
  readonly database: DatabaseSync;
  readonly names: PublicNames;
  readonly authorize: Authorize;
  /** The services that resources are made with: their operations by name. */
  readonly services: Readonly<
    Record<ServiceName, { readonly operations: Readonly<Record<string, Operation>> }>
  >;
  readonly now?: () => Date;
}

/** The simulated CloudFormation. */
export interface CloudFormation {
  readonly service: QueryService;
  /** Stops between two resources; the next start goes on with stacks in progress. */
  close(): Promise<void>;
}

/** Opens CloudFormation on the simulator's state. */
export function createCloudFormation(options: CloudFormationOptions): CloudFormation {
  const { database, names, authorize } = options;
  const now = options.now ?? (() => new Date());
  const stacks = openCollection<Stack>(database, "cloudformation-stacks");
  const runner = startStackRunner({
    stacks,
    providers: resourceProviders,
    callAs: (caller) => callAs(options.services, caller),
    now,
  });
  const context: CloudFormationContext = {
    ...{ stacks, runner, names, authorize, now },
    providers: resourceProviders,
  };
  return {
    service: {
      protocol: "query",
      signingName: "cloudformation",
      version: "2010-05-15",
      xmlNamespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
      operations: {
        CreateStack: createStack(context),
        DescribeStacks: describeStacks(context),
        UpdateStack: updateStack(context),
        DeleteStack: deleteStack(context),
        ...stackDetailOperations(context),
      },
    },
    close: () => runner.close(),
  };
}

/** Nobody hangs up on CloudFormation's own calls. */
const NEVER_GONE = new AbortController().signal;

/** CloudFormation calls services with the rights of whoever launched the stack. */
function callAs(services: CloudFormationOptions["services"], caller: Caller): CallService {
  return async (service, name, input) => {
    const { operations } = services[service];
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      throw new AwsError("InvalidAction", `The simulated ${service} does not do ${name}`);
    }
    return operation(input, caller, NEVER_GONE);
  };
}
