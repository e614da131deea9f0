import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { TOKEN_SCOPES } from "../../core/contract/vocabulary.ts";
import type { Identity } from "../../core/members/identity.ts";
import type { AccessToken, TokenStore } from "../../core/members/port.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { IdentityAttribute, identityInKey } from "./member-items.ts";
import { createMemberTable, type ItemRange, MAX_LOOKUPS } from "./member-table.ts";
import { organizationPartition, type TableKey } from "./table-keys.ts";
import { daysAfter } from "./time-to-live.ts";

/** An expired token stays in the list for so long, so that it is known why it opens nothing. */
const KEEP_DAYS = 30;

/** Sort keys of the entries that list tokens begin with it. */
const ENTRY_PREFIX = "TOKEN#";

const Entry = z.object({ tokenId: z.string() });

/** What is read of a token's item. `expiresAt` of the item is DynamoDB's own, some time later. */
const TokenItem = z
  .object({
    ...IdentityAttribute.shape,
    tokenId: z.string(),
    organizationId: z.string(),
    name: z.string().exactOptional(),
    scope: z.enum(TOKEN_SCOPES).exactOptional(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    createdAt: z.string(),
    validUntil: z.string().exactOptional(),
    lastUsedAt: z.string().exactOptional(),
  } satisfies Record<Exclude<keyof AccessToken, "expiresAt"> | "validUntil", z.ZodType>)
  .transform(({ validUntil, ...token }): AccessToken => ({
    ...token,
    ...(validUntil === undefined ? {} : { expiresAt: validUntil }),
  }));

/** Personal access tokens in the table of docs/adr/0002-data-model.md. */
export function createTokenStore(client: DynamoDBDocumentClient, tableName: string): TokenStore {
  const table = createMemberTable(client, tableName);
  const getToken = (tokenId: string) => table.read(tokenKey(tokenId), TokenItem);

  return {
    getToken,
    async createToken(token) {
      const { expiresAt: validUntil, ...fields } = token;
      const expiry =
        validUntil === undefined ? {} : { expiresAt: daysAfter(new Date(validUntil), KEEP_DAYS) };
      // The entry for listing first: one without its token is ignored.
      await table.create(entryKey(token), { tokenId: token.tokenId, ...expiry });
      await table.create(tokenKey(token.tokenId), { ...fields, validUntil, ...expiry });
    },
    async touchToken(tokenId, usedAt) {
      await conditionalWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: tokenKey(tokenId),
            UpdateExpression: "SET lastUsedAt = :usedAt",
            ConditionExpression: "attribute_exists(PK)",
            ExpressionAttributeValues: { ":usedAt": usedAt },
          }),
        ),
      );
    },
    async listTokens(organizationId, owner, page) {
      const lookups = { ...page, limit: Math.min(page.limit, MAX_LOOKUPS) };
      const entries = await table.list(entryRange(organizationId, owner), lookups, Entry);
      const tokens = await Promise.all(entries.items.map(({ tokenId }) => getToken(tokenId)));
      return {
        items: tokens.filter((token) => token !== undefined),
        nextCursor: entries.nextCursor,
      };
    },
    async removeToken(token) {
      await table.remove(tokenKey(token.tokenId));
      await table.remove(entryKey(token));
    },
  };
}

function tokenKey(tokenId: string): TableKey {
  return { PK: `TOKEN#${tokenId}`, SK: "TOKEN" };
}

function entryKey(token: AccessToken): TableKey {
  const { partition, prefix } = entryRange(token.organizationId, token);
  return { PK: partition, SK: `${prefix}${token.tokenId}` };
}

/** Entries of one person's tokens, or of everybody's. */
function entryRange(organizationId: string, owner: Identity | undefined): ItemRange {
  const whose = owner === undefined ? "" : `${identityInKey(owner)}#`;
  return { partition: organizationPartition(organizationId), prefix: `${ENTRY_PREFIX}${whose}` };
}
