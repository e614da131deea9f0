import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createAuditLog } from "../../adapters/aws/audit-log.ts";
import type { AuditLog } from "../../core/audit/port.ts";
import type { AuditEntry } from "../../core/contract/api-audit.ts";
import { createMemoryAuditLog } from "../core/audit/memory-audit-log.ts";
import { openTestTable, type TestTable } from "../fixtures/dynalite-table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTestTable();
});
afterAll(async () => {
  await table.close();
});

function entry(second: number, auditId = "0011223344556677"): AuditEntry {
  return {
    auditId,
    at: `2026-05-01T12:00:0${second}.000Z`,
    action: "Create an integration",
    operation: "postIntegrations",
    actor: { issuer: "i", subject: "s", name: null, tokenId: null },
    target: { integrationId: "0123456789abcdef" },
    request: { activation: "all", items: [1, null, { a: true }] },
    requestId: "request-1",
  };
}

let organizations = 0;

function describeAuditLog(name: string, open: () => AuditLog): void {
  describe(name, () => {
    test("lists the newest first, page by page, of one organization", async () => {
      const log = open();
      organizations += 1;
      const organization = `acme${organizations}`;
      const all = [entry(3), entry(2, "ff"), entry(2, "ee"), entry(1)];
      for (const one of [...all].reverse()) await log.append(organization, one);
      await log.append(`${organization}x`, entry(4));
      const first = await log.list(organization, { limit: 3 });
      expect(first.items).toEqual(all.slice(0, 3));
      await log.append(organization, entry(5));
      const cursor = first.nextCursor ?? "";
      const rest = await log.list(organization, { limit: 3, cursor });
      expect(rest).toEqual({ items: all.slice(3), nextCursor: null });
    });

    test("takes no cursor of another list", async () => {
      const refused = open().list("acme", { limit: 3, cursor: "AAAA" });
      await expect(refused).rejects.toMatchObject({ code: "invalid-cursor" });
    });
  });
}

describeAuditLog("changes in DynamoDB", () => createAuditLog(table.client, table.tableName));
describeAuditLog("changes in memory", createMemoryAuditLog);

test("are kept for 400 days", async () => {
  const log = createAuditLog(table.client, table.tableName);
  await log.append("kept", entry(1));
  const Key = { PK: "ORG#kept", SK: `AUDIT#${entry(1).at}#${entry(1).auditId}` };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
  expect(Item?.["expiresAt"]).toBe(Date.parse("2027-06-05T12:00:01Z") / 1000);
});
