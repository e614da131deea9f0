import { PermanentError } from "../errors.ts";
import type { Connection, IntegrationStore } from "./port.ts";

/** What `connectIntegration` needs. */
export interface ConnectIntegrationDependencies {
  readonly integrations: Pick<IntegrationStore, "connect">;
  now(): Date;
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/;

/**
 * Records the stack that a customer launched: account and Region are bound from now on.
 * @throws PermanentError `invalid-connection` when the role is of another account,
 *   `integration-bound` when it is unknown, removed or bound to another stack
 */
export async function connectIntegration(
  dependencies: ConnectIntegrationDependencies,
  input: { readonly integrationId: string } & Omit<Connection, "connectedAt">,
): Promise<void> {
  const { integrationId, account, region, roleArn, stackId } = input;
  if (ROLE_ARN.exec(roleArn)?.[1] !== account) {
    throw new PermanentError(
      "invalid-connection",
      `The role ${roleArn} is not a role of account ${account}. Launch the stack in the account that owns the registry.`,
    );
  }
  const connectedAt = dependencies.now().toISOString();
  const connection = { account, region, roleArn, stackId, connectedAt };
  if (!(await dependencies.integrations.connect(integrationId, connection))) {
    throw new PermanentError(
      "integration-bound",
      `The integration ${integrationId} is unknown, was removed, or belongs to another stack. Create a new integration and launch its stack.`,
    );
  }
}
