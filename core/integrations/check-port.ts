import type { CheckReport } from "../contract/check-report.ts";
import type { ConnectedIntegration } from "./port.ts";

/** Port: what the last check of an integration found. Errors: `TransientError`. */
export interface CheckReportStore {
  /** Consistent. */
  get(integrationId: string): Promise<CheckReport | undefined>;
  /** Takes the place of the report before. */
  put(report: CheckReport): Promise<void>;
  /** Of a removed one. */
  forget(integrationId: string): Promise<void>;
}

/** A stack, as CloudFormation describes it. */
export interface InspectedStack {
  /**
   * CloudFormation's word, for example `UPDATE_COMPLETE`; `DELETE_COMPLETE` is answered for a
   * stack that is asked for by its ARN.
   */
  readonly status: string;
  readonly statusReason?: string;
  /** Its output `TemplateVersion`; absent where it has none. */
  readonly templateVersion?: string;
}

/** A rule with all its targets, as EventBridge describes them. */
export interface InspectedRule {
  /** `ENABLED`, `DISABLED`, … */
  readonly state: string;
  /** JSON text; absent for a rule on a schedule. */
  readonly eventPattern?: string;
  /** ARNs of all its targets. */
  readonly targetArns: readonly string[];
}

/** An API destination, as EventBridge describes it. */
export interface InspectedDestination {
  /** `ACTIVE` or `INACTIVE`. */
  readonly state: string;
  /** Where it sends. */
  readonly endpoint: string;
  readonly httpMethod: string;
  readonly connectionArn: string;
}

/** A Connection, as EventBridge describes it. */
export interface InspectedConnection {
  /** `AUTHORIZED`, `DEAUTHORIZED`, `UPDATING`, `AUTHORIZING`, … */
  readonly state: string;
  readonly stateReason?: string;
}

/** A secret, as Secrets Manager describes it: never its value. */
export interface InspectedSecret {
  /** ISO 8601, when it was marked for deletion; absent: it was not. */
  readonly deletedAt?: string;
}

/**
 * Port: what a check and a rotation ask of the customer's stack, as AssumeRoleEcrAccess narrowed
 * to that question; of the secret as the role that writes it. What is not there is undefined and
 * no error. (Roles are proved and the secret
 * is written by `CustomerAccount`; the registry is read by `RegistryListing` and `RegistryAccess`.)
 *
 * Errors: `PermanentError` `role-refused` when the role can't be assumed, `access-denied` when the
 * role may not ask, as with a stack of an older template; `TransientError` otherwise.
 */
export interface StackInspection {
  /** The stack of `connection.stackId` (DescribeStacks). Undefined: CloudFormation knows none. */
  stack(integration: ConnectedIntegration): Promise<InspectedStack | undefined>;
  /** DescribeRule and ListTargetsByRule. @param ruleArn One of `connection.resources.ruleArns`. */
  rule(integration: ConnectedIntegration, ruleArn: string): Promise<InspectedRule | undefined>;
  /** DescribeApiDestination. @param apiDestinationArn That of `connection.resources`. */
  destination(
    integration: ConnectedIntegration,
    apiDestinationArn: string,
  ): Promise<InspectedDestination | undefined>;
  /** DescribeConnection. @param connectionArn That of `connection.resources`. */
  connection(
    integration: ConnectedIntegration,
    connectionArn: string,
  ): Promise<InspectedConnection | undefined>;
  /** DescribeSecret of `connection.secretArn`. */
  secret(integration: ConnectedIntegration): Promise<InspectedSecret | undefined>;
  /**
   * Gives a Connection another key in the header `API_KEY_HEADER` (UpdateConnection). EventBridge
   * may still be at it when this resolves.
   *
   * @throws PermanentError `access-denied` when the role may not, or `connection-not-updatable`
   *   with EventBridge's reason: nothing was changed then; TransientError when that is not known
   */
  updateConnection(
    integration: ConnectedIntegration,
    connectionArn: string,
    apiKey: string,
  ): Promise<void>;
}
