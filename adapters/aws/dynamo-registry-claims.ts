import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { TransientError } from "../../core/errors.ts";
import type { IntegrationStore, RegistryClaim } from "../../core/integrations/port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { registryClaimKey } from "./table-keys.ts";

/** A claim that is given up between the refused write and the look at it is tried for again. */
const MAX_ROUNDS = 3;

const ClaimItem = z.object({ integrationId: z.string() });

/** The part of the integration store that gives a registry to one integration at a time. */
export function createRegistryClaims(
  client: DynamoDBDocumentClient,
  tableName: string,
): Pick<IntegrationStore, "claimRegistry" | "releaseRegistry"> {
  function take(claim: RegistryClaim, integrationId: string, insteadOf: string): Promise<boolean> {
    return conditionalWrite(() =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...registryClaimKey(claim), schemaVersion: 1, integrationId },
          ConditionExpression: "attribute_not_exists(PK) OR integrationId IN (:own, :insteadOf)",
          ExpressionAttributeValues: { ":own": integrationId, ":insteadOf": insteadOf },
        }),
      ),
    );
  }

  /** The embedded DynamoDB does not return the item with the refusal. */
  async function holderOf(claim: RegistryClaim): Promise<string | undefined> {
    const { Item } = await translated("dynamodb", () =>
      client.send(
        new GetCommand({
          TableName: tableName,
          Key: registryClaimKey(claim),
          ConsistentRead: true,
        }),
      ),
    );
    return Item === undefined ? undefined : ClaimItem.parse(Item).integrationId;
  }

  return {
    async claimRegistry(claim, integrationId, insteadOf = integrationId) {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        if (await take(claim, integrationId, insteadOf)) return integrationId;
        const holder = await holderOf(claim);
        if (holder !== undefined && holder !== insteadOf) return holder;
      }
      throw new TransientError(
        "registry-contended",
        `Several integrations claim the registry of account ${claim.account} in ${claim.region} at the same time. It is tried again.`,
      );
    },
    async releaseRegistry(claim, integrationId) {
      await conditionalWrite(() =>
        client.send(
          new DeleteCommand({
            TableName: tableName,
            Key: registryClaimKey(claim),
            ConditionExpression: "integrationId = :own",
            ExpressionAttributeValues: { ":own": integrationId },
          }),
        ),
      );
    },
  };
}
