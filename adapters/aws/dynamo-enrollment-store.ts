import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import type { Enrollment, EnrollmentStore } from "../../core/integrations/enrollment-port.ts";
import { translated } from "./aws-errors.ts";
import { conditionalWrite } from "./conditional-write.ts";
import { toEnrollment } from "./enrollment-item.ts";
import {
  ENROLLMENT_PREFIX,
  enrollmentEntryKey,
  enrollmentKey,
  organizationPartition,
} from "./table-keys.ts";

const Entry = z.object({ enrollmentId: z.string() });

/** Enrollments in the table of docs/adr/0002-data-model.md. */
export function createDynamoEnrollmentStore(
  client: DynamoDBDocumentClient,
  tableName: string,
): EnrollmentStore {
  async function get(enrollmentId: string): Promise<Enrollment | undefined> {
    const command = new GetCommand({
      TableName: tableName,
      Key: enrollmentKey(enrollmentId),
      ConsistentRead: true,
    });
    const { Item } = await translated("dynamodb", () => client.send(command));
    return Item === undefined ? undefined : toEnrollment(Item);
  }

  /** Of an organization, by identifier; one may name an enrollment that never came to be. */
  async function entriesOf(organizationId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const query = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "PK = :partition AND begins_with(SK, :prefix)",
        ExpressionAttributeValues: {
          ":partition": organizationPartition(organizationId),
          ":prefix": ENROLLMENT_PREFIX,
        },
        ExclusiveStartKey: start,
      });
      const { Items: items = [], LastEvaluatedKey: last } = await translated("dynamodb", () =>
        client.send(query),
      );
      ids.push(...items.map((item) => Entry.parse(item).enrollmentId));
      start = last;
    } while (start !== undefined);
    return ids;
  }

  return {
    get,
    async create(enrollment) {
      const { enrollmentId, organizationId } = enrollment;
      // The entry first: one without an enrollment is ignored.
      const entry = { ...enrollmentEntryKey(organizationId, enrollmentId), schemaVersion: 1 };
      await translated("dynamodb", () =>
        client.send(new PutCommand({ TableName: tableName, Item: { ...entry, enrollmentId } })),
      );
      const put = new PutCommand({
        TableName: tableName,
        Item: toItem(enrollment),
        ConditionExpression: "attribute_not_exists(PK)",
      });
      if (await conditionalWrite(() => client.send(put))) return;
      throw new PermanentError(
        "enrollment-exists",
        `There is an enrollment ${enrollmentId} already. Create it again to get another identifier.`,
      );
    },
    async replace(next) {
      const put = new PutCommand({
        TableName: tableName,
        Item: { ...toItem(next), version: next.version + 1 },
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: { ":version": next.version },
      });
      return conditionalWrite(() => client.send(put));
    },
    async list(organizationId) {
      const enrollments: Enrollment[] = [];
      for (const enrollmentId of await entriesOf(organizationId)) {
        const enrollment = await get(enrollmentId);
        if (enrollment?.organizationId === organizationId) enrollments.push(enrollment);
      }
      return enrollments;
    },
  };
}

function toItem(enrollment: Enrollment): Record<string, unknown> {
  return { ...enrollmentKey(enrollment.enrollmentId), schemaVersion: 1, ...enrollment };
}
