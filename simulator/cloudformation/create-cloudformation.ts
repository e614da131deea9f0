import type { DatabaseSync } from "node:sqlite";
import type { PublicSite } from "../public/public-site.ts";
import { AwsError } from "../service.ts";
import type { Authorize, Caller, Operation, QueryService } from "../service.ts";
import { openCollection } from "../state/collection.ts";
import { secretKey } from "../state/signed-links.ts";
import { openCustomRequests } from "./custom-resources/custom-requests.ts";
import { responseSite } from "./custom-resources/response-site.ts";
import { responseUrls } from "./custom-resources/response-urls.ts";
import { restoreResource, type RestoreResource } from "./engine/restore-resource.ts";
import type { Stack } from "./engine/stack.ts";
import { startStackRunner } from "./engine/stack-runner.ts";
import { createStack } from "./operations/create-stack.ts";
import { deleteStack } from "./operations/delete-stack.ts";
import { describeStacks } from "./operations/describe-stacks.ts";
import type { CloudFormationContext } from "./operations/operation.ts";
import { stackDetailOperations } from "./operations/stack-details.ts";
import { listStacks } from "./operations/list-stacks.ts";
import { templateOperations } from "./operations/templates.ts";
import { updateStack } from "./operations/update-stack.ts";
import type { CallService, ServiceName } from "./providers/provider.ts";
import { findProviders } from "./providers/registry.ts";
import type { ReadObject } from "./template/load-template.ts";

/** What CloudFormation rests on. */
export interface CloudFormationOptions {
  readonly database: DatabaseSync;
  readonly regions: readonly string[];
  /** Reads templates, with the rights of whoever names them. */
  readonly readObject: ReadObject;
  readonly authorize: Authorize;
  /** The services that resources are made with: their operations by name. */
  readonly services: Readonly<
    Record<ServiceName, { readonly operations: Readonly<Record<string, Operation>> }>
  >;
  /** How long CloudFormation takes for a role after IAM has it. */
  readonly afterRoleCreation?: () => Promise<void>;
  readonly now?: () => Date;
}

/** The simulated CloudFormation. */
export interface CloudFormation {
  readonly service: QueryService;
  /** The bucket that takes custom resources' responses. */
  readonly publicSite: PublicSite;
  /** Puts back what was changed behind CloudFormation's back. */
  readonly restore: RestoreResource;
  /** Stops between two resources; the next start goes on with stacks in progress. */
  close(): Promise<void>;
}

/** Opens CloudFormation on the simulator's state. */
export function createCloudFormation(options: CloudFormationOptions): CloudFormation {
  const { database, regions, readObject, authorize } = options;
  const now = options.now ?? (() => new Date());
  const stacks = openCollection<Stack>(database, "cloudformation-stacks");
  const key = secretKey(openCollection(database, "cloudformation-keys"), "responses");
  const urls = responseUrls(key, now);
  const requests = openCustomRequests(
    openCollection(database, "cloudformation-custom-requests"),
    now,
  );
  const providers = findProviders({ requests, urls, now });
  const runner = startStackRunner({
    stacks,
    providers,
    callAs: (caller) => callAs(options, caller),
    now,
  });
  const context: CloudFormationContext = {
    ...{ stacks, runner, readObject, authorize, now, providers },
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
        ...templateOperations(context),
        ListStacks: listStacks(context),
      },
    },
    publicSite: responseSite(regions, urls, requests),
    restore: restoreResource({ stacks, providers, callAs: (caller) => callAs(options, caller) }),
    close: () => runner.close(),
  };
}

/** Nobody hangs up on CloudFormation's own calls. */
const NEVER_GONE = new AbortController().signal;

/** CloudFormation calls services with the rights of whoever launched the stack, over TLS. */
function callAs(
  { services, afterRoleCreation }: CloudFormationOptions,
  caller: Caller,
): CallService {
  return async (service, name, input) => {
    const { operations } = services[service];
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      throw new AwsError("InvalidAction", `The simulated ${service} does not do ${name}`);
    }
    const output = await operation(input, { ...caller, secureTransport: true }, NEVER_GONE);
    if (service === "iam" && name === "CreateRole") await afterRoleCreation?.();
    return output;
  };
}
