import { randomUUID } from "node:crypto";
import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Document, Operation } from "../../service.ts";
import type { EventBridgeContext } from "../context.ts";
import { busKey, namedArn } from "../model.ts";
import type { BusAddress, Connection } from "../model.ts";
import { authParameters, describeAuth, readAuth } from "./connection-auth.ts";
import { eventBridgeOperation, name } from "./operation.ts";

const createInput = z.strictObject({
  Name: name,
  Description: z.string().max(512).optional(),
  AuthorizationType: z.string(),
  AuthParameters: authParameters,
});
const updateInput = createInput.partial({ AuthorizationType: true, AuthParameters: true });
const namedInput = z.strictObject({ Name: name });
const listInput = z.strictObject({
  NamePrefix: z.string().optional(),
  NextToken: z.string().optional(),
  Limit: z.int().min(1).max(100).default(100),
});

/**
 * EventBridge writes its copy of the credentials with the rights of whoever changes them: of
 * AmazonEventBridgeFullAccess those that neither make nor delete the secret.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html
 */
const SECRET_ACTIONS = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecret",
] as const;

/** CreateConnection, DescribeConnection, UpdateConnection, DeauthorizeConnection, DeleteConnection, ListConnections. */
export function connectionOperations(context: EventBridgeContext): Record<string, Operation> {
  const { connections, now } = context;
  const resource = (bus: BusAddress, input: { readonly Name?: string }): string =>
    namedArn("connection", bus, input.Name ?? "*");
  return {
    CreateConnection: eventBridgeOperation(
      context,
      "CreateConnection",
      createInput,
      resource,
      ({ input, bus }) => {
        const key = busKey(bus, input.Name);
        if (connections.get(key) !== undefined) {
          throw new AwsError(
            "ResourceAlreadyExistsException",
            `Connection ${input.Name} already exists.`,
          );
        }
        const time = now().getTime();
        const created: Connection = {
          ...bus,
          name: input.Name,
          id: randomUUID(),
          description: input.Description,
          auth: readAuth(input.AuthorizationType, input.AuthParameters),
          createdAt: time,
          modifiedAt: time,
        };
        connections.put(key, created);
        return summary(created);
      },
    ),

    DescribeConnection: eventBridgeOperation(
      context,
      "DescribeConnection",
      namedInput,
      resource,
      ({ input, bus }) => describe(requireConnection(context, bus, input.Name)),
    ),

    UpdateConnection: eventBridgeOperation(
      context,
      "UpdateConnection",
      updateInput,
      resource,
      ({ input, bus, caller }) => {
        const existing = requireConnection(context, bus, input.Name);
        if (input.AuthParameters !== undefined) {
          for (const action of SECRET_ACTIONS)
            context.authorize(caller, action, secretArn(existing));
        }
        const type = input.AuthorizationType ?? existing.auth.type;
        const updated: Connection = {
          ...existing,
          description: input.Description ?? existing.description,
          auth: readAuth(type, input.AuthParameters ?? {}, existing.auth),
          isDeauthorized: existing.isDeauthorized === true && input.AuthParameters === undefined,
          modifiedAt: now().getTime(),
        };
        connections.put(busKey(bus, input.Name), updated);
        return summary(updated);
      },
    ),

    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeauthorizeConnection.html
    DeauthorizeConnection: eventBridgeOperation(
      context,
      "DeauthorizeConnection",
      namedInput,
      resource,
      ({ input, bus }) => {
        const existing = requireConnection(context, bus, input.Name);
        const modifiedAt = now().getTime();
        const deauthorized = { ...existing, isDeauthorized: true, modifiedAt };
        connections.put(busKey(bus, input.Name), deauthorized);
        return summary(deauthorized);
      },
    ),

    DeleteConnection: eventBridgeOperation(
      context,
      "DeleteConnection",
      namedInput,
      resource,
      ({ input, bus }) => {
        const existing = requireConnection(context, bus, input.Name);
        connections.delete(busKey(bus, input.Name));
        return { ...summary(existing), ConnectionState: "DELETING" };
      },
    ),

    ListConnections: eventBridgeOperation(
      context,
      "ListConnections",
      listInput,
      (bus) => resource(bus, {}),
      ({ input, bus }) => {
        const prefix = busKey(bus, input.NamePrefix ?? "");
        const found = connections.entries().filter(([key]) => key.startsWith(prefix));
        const page = paginate(found, input.Limit, input.NextToken, "ValidationException");
        return {
          Connections: page.items.map(([, connection]) => ({
            Name: connection.name,
            AuthorizationType: connection.auth.type,
            ...summary(connection),
          })),
          NextToken: page.nextToken,
        };
      },
    ),
  };
}

function requireConnection(context: EventBridgeContext, bus: BusAddress, name: string): Connection {
  const found = context.connections.get(busKey(bus, name));
  if (found !== undefined) return found;
  throw new AwsError("ResourceNotFoundException", `Connection '${name}' does not exist.`);
}

function summary(connection: Connection): Document {
  return {
    ConnectionArn: namedArn("connection", connection, connection.name, connection.id),
    ConnectionState: connection.isDeauthorized === true ? "DEAUTHORIZED" : "AUTHORIZED",
    CreationTime: connection.createdAt / 1000,
    LastModifiedTime: connection.modifiedAt / 1000,
    LastAuthorizedTime: connection.modifiedAt / 1000,
  };
}

function describe(connection: Connection): Document {
  return {
    ...summary(connection),
    Name: connection.name,
    Description: connection.description,
    AuthorizationType: connection.auth.type,
    SecretArn: secretArn(connection),
    AuthParameters: describeAuth(connection.auth),
  };
}

/** Where EventBridge keeps its copy of the credentials: a secret that only it can read. */
export function secretArn({ region, accountId, name, id }: Connection): string {
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:events!connection/${name}/${id}-${id.slice(0, 6)}`;
}
