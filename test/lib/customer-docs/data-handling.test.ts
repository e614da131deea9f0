import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { createReadModelSchema } from "../../../adapters/sqlite/read-model-schema.ts";
import { FindingReport } from "../../../core/contract/findings.ts";
import { Inventory } from "../../../core/contract/inventory.ts";

const root = new URL("../../../", import.meta.url);
const page = readFileSync(new URL("docs/data-handling.md", root), "utf8");
const named = new Set([...page.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));

/** Names of an object's members, and of those inside of them. */
function fieldsOf(schema: unknown): readonly string[] {
  const { properties, items } = schema as { properties?: object; items?: unknown };
  const own = Object.entries(properties ?? {});
  return [
    ...own.flatMap(([name, inner]) => [name, ...fieldsOf(inner)]),
    ...(items === undefined ? [] : fieldsOf(items)),
  ];
}

describe("every field that is stored stands on the page", () => {
  test.each([
    ["inventory", Inventory],
    ["finding report", FindingReport],
  ])("of an %s", (_name, schema) => {
    const fields = fieldsOf(z.toJSONSchema(schema, { io: "input" }));
    expect(fields.length).toBeGreaterThan(15);
    expect(fields.filter((field) => !named.has(field))).toEqual([]);
  });

  // The schemas of items are the adapters' own: their members are read from the source.
  const items = ["image-item.ts", "integration-item.ts", "enrollment-item.ts", "member-items.ts"];
  test.each(items)("of %s", (file) => {
    const source = readFileSync(new URL(`adapters/aws/${file}`, root), "utf8");
    const fields = [...source.matchAll(/^\s+(\w+): ?(?:z\b|[A-Z]\w+\b)/gm)].map(
      ([, field = ""]) => field,
    );
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter((field) => !named.has(field))).toEqual([]);
  });

  test("of the lists", () => {
    const db = new DatabaseSync(":memory:");
    createReadModelSchema(db);
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const columns = tables.flatMap(({ name }) =>
      db
        .prepare("SELECT name FROM pragma_table_info(?)")
        .all(String(name))
        .map((column) => String(column["name"])),
    );
    db.close();
    const all = [...tables.map(({ name }) => String(name)), ...columns];
    expect(columns.length).toBeGreaterThan(60);
    expect([...new Set(all)].filter((name) => !named.has(name))).toEqual([]);
  });
});
