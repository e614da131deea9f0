import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import type { Integration, IntegrationStore } from "../../core/integrations/port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { createRegistryClaims } from "./dynamo-registry-claims.ts";
import { toIntegration } from "./integration-item.ts";
import {
  INTEGRATION_PREFIX,
  integrationEntryKey,
  integrationKey,
  organizationPartition,
} from "./table-keys.ts";

const Entry = z.object({ integrationId: z.string() });

/** Integrations in the table of docs/adr/0002-data-model.md. */
export function createDynamoIntegrationStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): IntegrationStore {
  async function get(integrationId: string): Promise<Integration | undefined> {
    const { Item } = await translated("dynamodb", () =>
      client.send(
        new GetCommand({
          TableName: tableName,
          Key: integrationKey(integrationId),
          ConsistentRead: true,
        }),
      ),
    );
    return Item === undefined ? undefined : toIntegration(Item);
  }

  return {
    get,
    async create(integration) {
      const { integrationId, organizationId } = integration;
      const entry = { ...integrationEntryKey(organizationId, integrationId), integrationId };
      // The entry first: one without an integration is ignored, an integration without an entry
      // would be lost to its owner.
      await translated("dynamodb", () =>
        client.send(new PutCommand({ TableName: tableName, Item: { ...entry, schemaVersion: 1 } })),
      );
      const created = await conditionalWrite(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: toItem(integration),
            ConditionExpression: "attribute_not_exists(PK)",
          }),
        ),
      );
      if (created) return;
      throw new PermanentError(
        "integration-exists",
        `There is an integration ${integrationId} already. Create it again to get another identifier.`,
      );
    },
    async replace(next) {
      return conditionalWrite(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...toItem(next), version: next.version + 1 },
            ConditionExpression: "version = :version",
            ExpressionAttributeValues: { ":version": next.version },
          }),
        ),
      );
    },
    async list(organizationId) {
      const integrations: Integration[] = [];
      for (const integrationId of await listEntries(client, tableName, organizationId)) {
        const integration = await get(integrationId);
        const own = integration?.organizationId === organizationId;
        if (integration && own && integration.removedAt === undefined) {
          integrations.push(integration);
        }
      }
      return integrations;
    },
    ...createRegistryClaims(client, tableName),
  };
}

function toItem(integration: Integration): Record<string, unknown> {
  return { ...integrationKey(integration.integrationId), schemaVersion: 1, ...integration };
}

async function listEntries(
  client: DynamoDBDocumentClient,
  tableName: string,
  organizationId: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let next: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
      ExpressionAttributeValues: {
        ":partition": organizationPartition(organizationId),
        ":prefix": INTEGRATION_PREFIX,
      },
      ExclusiveStartKey: next,
    });
    const output = await translated("dynamodb", () => client.send(query));
    for (const item of output.Items ?? []) ids.push(Entry.parse(item).integrationId);
    next = output.LastEvaluatedKey;
  } while (next !== undefined);
  return ids;
}
