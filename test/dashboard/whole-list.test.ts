import { describe, expect, test } from "@jest/globals";
import { reading } from "../../dashboard/src/api/reading.ts";
import type { ListDefinition } from "../../dashboard/src/list/list-definition.ts";
import { answerOf } from "../../dashboard/src/list/whole-list.ts";

interface Row {
  readonly name: string;
  readonly pushedAt: string | null;
}

const DEFINITION: ListDefinition<Row> = {
  name: "things",
  title: "Things",
  reading: () => reading("things"),
  columns: [
    {
      id: "name",
      label: "Name",
      cell: ({ name }) => name,
      value: ({ name }) => name,
      orders: { ascending: "name", descending: "-name" },
    },
    {
      id: "pushed",
      label: "Pushed",
      cell: ({ pushedAt }) => pushedAt,
      value: ({ pushedAt }) => pushedAt,
      orders: { ascending: "pushed", descending: "-pushed" },
    },
  ],
  filters: [{ parameter: "name", label: "Name", operator: ":" }],
  matches: ({ name }, _, value) => name.includes(value),
  defaultOrder: "name",
  idOf: ({ name }) => name,
  nameOf: ({ name }) => name,
  empty: null,
};

const ANSWER = {
  items: [
    { name: "b10", pushedAt: "2026-11-02" },
    { name: "b9", pushedAt: null },
    { name: "A", pushedAt: "2026-11-01" },
  ],
  nextCursor: null,
  asOf: "2026-11-22",
};

function namesOf(query: Record<string, string | number | undefined>) {
  const { items, nextCursor } = answerOf(ANSWER, DEFINITION, query);
  return [...items.map(({ name }) => name), nextCursor];
}

describe("a list that the API answers whole", () => {
  test.each([
    [{}, ["A", "b9", "b10", null]],
    [{ order: "-name" }, ["b10", "b9", "A", null]],
    [{ order: "pushed" }, ["A", "b10", "b9", null]],
    [{ order: "-pushed" }, ["b10", "A", "b9", null]],
    [{ order: "no-such-order" }, ["b10", "b9", "A", null]],
    [{ name: "b" }, ["b9", "b10", null]],
    [{ name: "b", limit: 1 }, ["b9", "1"]],
    [{ name: "b", limit: 1, cursor: "1" }, ["b10", null]],
    [{ limit: 2, cursor: "2" }, ["b10", null]],
  ])("is filtered, sorted and paged here: %j", (query, expected) => {
    expect(namesOf(query)).toEqual(expected);
  });

  test.each([
    ["500", ["b10", null]],
    ["-1", ["A", "b9", "2"]],
    ["x", ["A", "b9", "2"]],
  ])("a cursor %s of nobody's shows a page that there is", (cursor, expected) => {
    expect(namesOf({ limit: 2, cursor })).toEqual(expected);
  });

  test("an answer without any rows has one empty page", () => {
    const none = { ...ANSWER, items: [] };
    const asked = { limit: 20, cursor: "40" };
    expect(answerOf(none, DEFINITION, asked)).toEqual({ ...none, nextCursor: null });
  });

  test("an answer that the API has filtered is what it is", () => {
    const { matches: _, ...served } = DEFINITION;
    expect(answerOf(ANSWER, served, { name: "b", limit: 1 })).toBe(ANSWER);
  });
});
