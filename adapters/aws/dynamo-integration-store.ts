import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { PermanentError } from "../../core/errors.ts";
import type { Integration, IntegrationStore } from "../../core/integrations/port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { createIntegrationEntries } from "./dynamo-integration-entries.ts";
import { createRegistryClaims } from "./dynamo-registry-claims.ts";
import { toIntegration } from "./integration-item.ts";
import { integrationKey } from "./table-keys.ts";

/**
 * Integrations in the table of docs/adr/0002-data-model.md.
 *
 * @param pageSize Identifiers of a page of `listAll`: as many messages follow from it.
 */
export function createDynamoIntegrationStore(
  client: DynamoDBDocumentClient,
  tableName: string,
  pageSize = 100,
): IntegrationStore {
  const entries = createIntegrationEntries(client, tableName);

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
      // The entries first: one without an integration is ignored, an integration without them
      // would be lost to its owner, or to the schedule.
      await entries.add(integration);
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
        `There is an integration ${integration.integrationId} already. Create it again to get another identifier.`,
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
      for (const integrationId of await entries.ofOrganization(organizationId)) {
        const integration = await get(integrationId);
        const own = integration?.organizationId === organizationId;
        if (integration && own && integration.removedAt === undefined) {
          integrations.push(integration);
        }
      }
      return integrations;
    },
    listAll: (digit, cursor) => entries.ofDigit(digit, { limit: pageSize, cursor }),
    ...createRegistryClaims(client, tableName),
  };
}

function toItem(integration: Integration): Record<string, unknown> {
  return { ...integrationKey(integration.integrationId), schemaVersion: 1, ...integration };
}
