import { AwsError, type Document } from "../service.ts";
import { callAsRoot, type ConsoleContext, type Place } from "./console-context.ts";
import type { Call, FaultKind } from "./fault-kind.ts";
import type { ShownResource, StackDetails } from "./read-stack.ts";
import { SECRETS_DENIED, TRUST_FAULTS } from "./role-faults.ts";

/** Something of a stack that a person can break by hand, behind CloudFormation's back. */
export interface Fault {
  /** `<kind>:<logical ID>` */
  readonly id: string;
  readonly logicalId: string;
  /** What is done: a sentence without its full stop. */
  readonly title: string;
  readonly isBroken: boolean;
}

const RULE_DELETED: FaultKind = {
  kind: "rule-deleted",
  type: "AWS::Events::Rule",
  title: "Delete the rule",
  isBroken: (call, Name) => isMissing(call("events", "DescribeRule", { Name })),
  async break(call, name) {
    const listed = await call("events", "ListTargetsByRule", { Rule: name });
    const targets = listed["Targets"] as readonly { readonly Id: string }[];
    const Ids = targets.map(({ Id }) => Id);
    if (Ids.length > 0) await call("events", "RemoveTargets", { Rule: name, Ids });
    await call("events", "DeleteRule", { Name: name });
  },
};

const CONNECTION_DEAUTHORIZED: FaultKind = {
  kind: "connection-deauthorized",
  type: "AWS::Events::Connection",
  title: "Deauthorize the Connection",
  async isBroken(call, Name) {
    const { ConnectionState } = await call("events", "DescribeConnection", { Name });
    return ConnectionState !== "AUTHORIZED";
  },
  async break(call, Name) {
    await call("events", "DeauthorizeConnection", { Name });
  },
};

const SECRET_DELETED: FaultKind = {
  kind: "secret-deleted",
  type: "AWS::SecretsManager::Secret",
  title: "Schedule the secret for deletion",
  async isBroken(call, SecretId) {
    return (
      (await call("secretsmanager", "DescribeSecret", { SecretId }))["DeletedDate"] !== undefined
    );
  },
  async break(call, SecretId) {
    await call("secretsmanager", "DeleteSecret", { SecretId, RecoveryWindowInDays: 7 });
  },
  async repair(call, SecretId) {
    await call("secretsmanager", "RestoreSecret", { SecretId });
  },
};

const KINDS: readonly FaultKind[] = [
  RULE_DELETED,
  ...TRUST_FAULTS,
  SECRETS_DENIED,
  SECRET_DELETED,
  CONNECTION_DEAUTHORIZED,
];

/** What can be broken of a stack, and whether it is; nothing while the stack changes or is gone. */
export async function faultsOf(
  context: ConsoleContext,
  { stack, resources, accountId, region }: StackDetails,
): Promise<readonly Fault[]> {
  if (!/_COMPLETE$/.test(stack.StackStatus) || stack.StackStatus === "DELETE_COMPLETE") return [];
  const call = callerOf(context, { accountId, region });
  const candidates = KINDS.flatMap((kind) =>
    resources
      .filter(({ ResourceType }) => ResourceType === kind.type)
      .map((resource) => ({ kind, resource })),
  );
  const faults = await Promise.all(
    candidates.map(async ({ kind, resource }): Promise<Fault | undefined> => {
      const name = resource.PhysicalResourceId ?? "";
      try {
        if ((await kind.isFor?.(call, name)) === false) return undefined;
        return {
          id: `${kind.kind}:${resource.LogicalResourceId}`,
          logicalId: resource.LogicalResourceId,
          title: kind.title,
          isBroken: await kind.isBroken(call, name),
        };
      } catch (error) {
        // Somebody deleted the resource for good: there is nothing to break or to repair.
        if (error instanceof AwsError) return undefined;
        throw error;
      }
    }),
  );
  return faults.filter((fault) => fault !== undefined);
}

/** Breaks or repairs. @throws AwsError when the stack has no such fault, or a service refuses */
export async function applyFault(
  context: ConsoleContext,
  details: StackDetails,
  faultId: string,
  action: "break" | "repair",
): Promise<void> {
  const { kind, resource } = find(details, faultId);
  const { accountId, region, stack } = details;
  const place = { accountId, region };
  const call = callerOf(context, place);
  const name = resource.PhysicalResourceId ?? "";
  if (action === "break") await kind.break(call, name, place);
  else if (kind.repair !== undefined) await kind.repair(call, name);
  else await context.restore(stack.StackId, resource.LogicalResourceId);
}

function find(
  { resources }: StackDetails,
  faultId: string,
): { readonly kind: FaultKind; readonly resource: ShownResource } {
  const [kindName, logicalId] = faultId.split(":");
  const kind = KINDS.find((each) => each.kind === kindName);
  const resource = resources.find(
    ({ LogicalResourceId, ResourceType }) =>
      LogicalResourceId === logicalId && ResourceType === kind?.type,
  );
  if (kind !== undefined && resource !== undefined) return { kind, resource };
  throw new AwsError("ValidationError", `The stack has nothing that is called ${faultId}.`);
}

function callerOf(context: ConsoleContext, place: Place): Call {
  return (service, name, input) => callAsRoot(context, place, service, name, input);
}

async function isMissing(answer: Promise<Document>): Promise<boolean> {
  try {
    await answer;
    return false;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException") return true;
    throw error;
  }
}
