import type { SetupProperties } from "../contract/customer-stack.ts";
import type { Connection, Integration } from "./port.ts";

/** Roles, secret and template's version of a stack, as a connection has them. */
export type StackTarget = Pick<
  Connection,
  "roleArn" | "setupRoleArn" | "secretArn" | "templateVersion"
>;

/** What a stack's properties say of its roles and its secret. */
export function targetOf(properties: SetupProperties): StackTarget {
  const { SetupRoleArn, CredentialsSecretArn } = properties;
  return {
    roleArn: properties.EcrAccessRoleArn,
    ...(SetupRoleArn === undefined ? {} : { setupRoleArn: SetupRoleArn }),
    ...(CredentialsSecretArn === undefined ? {} : { secretArn: CredentialsSecretArn }),
    templateVersion: properties.TemplateVersion,
  };
}

/** A connection with other roles and another secret, of which it may have none. */
export function withTarget(connection: Connection, target: StackTarget): Connection {
  const { setupRoleArn: _role, secretArn: _secret, ...rest } = connection;
  return { ...rest, ...target };
}

/**
 * An integration in the form of its stack: which roles there are, whether events are sent, and
 * what may be read. The stack's own word counts, whatever was asked for before it was launched.
 */
export function withForm<T extends Integration>(integration: T, properties: SetupProperties): T {
  const { layout: _layout, delivery: _delivery, scope: _scope, ...rest } = integration;
  const { layout, delivery, scope } = formOf(integration, properties);
  return {
    ...rest,
    ...(layout === undefined ? {} : { layout }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(scope === undefined ? {} : { scope }),
  } as T;
}

/** Whether an integration and its connection are exactly what a request has. */
export function isStored(integration: Integration, properties: SetupProperties): boolean {
  const { connection } = integration;
  if (connection === undefined) return false;
  const target = targetOf(properties);
  const form = formOf(integration, properties);
  return (
    connection.roleArn === target.roleArn &&
    connection.setupRoleArn === target.setupRoleArn &&
    connection.secretArn === target.secretArn &&
    connection.templateVersion === target.templateVersion &&
    (integration.layout ?? "current") === (form.layout ?? "current") &&
    (integration.delivery ?? "events") === (form.delivery ?? "events") &&
    integration.scope?.join() === form.scope?.join()
  );
}

function formOf(
  integration: Integration,
  { SetupRoleArn, CredentialsSecretArn, RepositoryScope }: SetupProperties,
): Pick<Integration, "layout" | "delivery" | "scope"> {
  const { layout, scope } = integration;
  const isPolled = CredentialsSecretArn === undefined;
  const isAll = RepositoryScope?.includes("*");
  return {
    // Without a secret both layouts are the same.
    ...(isPolled && layout !== undefined ? { layout } : {}),
    ...(SetupRoleArn === undefined ? {} : { layout: "early-access" as const }),
    ...(isPolled ? { delivery: "poll" as const } : {}),
    // A template of before has no scope, and says nothing of it: its role reads all.
    ...(RepositoryScope === undefined && scope !== undefined ? { scope } : {}),
    ...(RepositoryScope !== undefined && isAll !== true ? { scope: RepositoryScope } : {}),
  };
}
