import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Page } from "../../core/contract/page.ts";
import type { Integration } from "../../core/integrations/port.ts";
import { translated } from "./aws-errors.ts";
import { cursorOf, startKey } from "./page-cursor.ts";
import {
  INTEGRATION_PREFIX,
  integrationEntryKey,
  integrationRoundKey,
  integrationsPartition,
  organizationPartition,
} from "./table-keys.ts";

const Entry = z.object({ integrationId: z.string() });

/** Which page of a list of entries. */
interface EntryPage {
  /** Undefined: as many as DynamoDB gives at once. */
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
}

/**
 * The entries by which integrations are listed: one of its organization, and one of the first
 * digit of its identifier, which spreads all organizations' over sixteen partitions.
 */
export function createIntegrationEntries(client: DynamoDBDocumentClient, tableName: string) {
  async function page(partition: string, { limit, cursor }: EntryPage): Promise<Page<string>> {
    const query = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
      ExpressionAttributeValues: { ":partition": partition, ":prefix": INTEGRATION_PREFIX },
      Limit: limit,
      ExclusiveStartKey: startKey(partition, INTEGRATION_PREFIX, cursor),
    });
    const output = await translated("dynamodb", () => client.send(query));
    return {
      items: (output.Items ?? []).map((item) => Entry.parse(item).integrationId),
      nextCursor: cursorOf(output.LastEvaluatedKey),
    };
  }

  return {
    /** Writes both, whether or not they are there. */
    async add({ integrationId, organizationId }: Integration): Promise<void> {
      const keys = [
        integrationRoundKey(integrationId),
        integrationEntryKey(organizationId, integrationId),
      ];
      for (const key of keys) {
        const Item = { ...key, schemaVersion: 1, integrationId };
        await translated("dynamodb", () =>
          client.send(new PutCommand({ TableName: tableName, Item })),
        );
      }
    },
    /** Identifiers of all integrations of an organization, tombstones included. */
    async ofOrganization(organizationId: string): Promise<readonly string[]> {
      const partition = organizationPartition(organizationId);
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const next = await page(partition, { limit: undefined, cursor });
        ids.push(...next.items);
        cursor = next.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return ids;
    },
    /** A page of the identifiers that begin with a digit, of all organizations. */
    ofDigit: (digit: string, options: EntryPage) => page(integrationsPartition(digit), options),
  };
}
