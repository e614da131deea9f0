import { expect, test } from "@jest/globals";
import { OsvRecord } from "../../../core/advisories/osv.ts";

test("OsvRecord drops what it does not know and fills absent lists", () => {
  const record = OsvRecord.parse({
    id: "X-1",
    modified: "2024-01-01T00:00:00Z",
    credits: [{ name: "someone" }],
    aliases: null,
    affected: [{ package: { ecosystem: "npm", name: "a", purl: "pkg:npm/a" }, versions: null }],
  });
  expect(record.aliases).toEqual([]);
  expect(record.affected[0]).toEqual({
    package: { ecosystem: "npm", name: "a" },
    severity: [],
    ranges: [],
    versions: [],
  });
  expect(record).not.toHaveProperty("credits");
});

test.each([
  ["no identifier", { modified: "2024-01-01T00:00:00Z" }],
  ["an empty identifier", { id: "", modified: "2024-01-01T00:00:00Z" }],
  ["no date", { id: "X-1" }],
  [
    "a package without a name",
    { id: "X-1", modified: "2024", affected: [{ package: { ecosystem: "npm" } }] },
  ],
  ["versions that are numbers", { id: "X-1", modified: "2024", affected: [{ versions: [1] }] }],
  ["an array", []],
  ["a text", "x"],
])("OsvRecord refuses %s", (_name, input) => {
  expect(OsvRecord.safeParse(input).success).toBe(false);
});
