/** @jest-environment jsdom */
import { expect, test } from "@jest/globals";
import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type Query, reading } from "../../dashboard/src/api/reading.ts";
import type { ListDefinition } from "../../dashboard/src/list/list-definition.ts";
import { List } from "../../dashboard/src/list/list.tsx";
import { type Answers, openPage, refusal, type TestPage } from "./harness.tsx";

interface Row {
  readonly id: string;
  readonly size: number;
}

const DEFINITION: ListDefinition<Row> = {
  name: "things",
  title: "Things",
  reading: (query: Query) => reading("things", query),
  columns: [
    {
      id: "id",
      label: "Name",
      cell: ({ id }) => id,
      value: ({ id }) => id,
      orders: { ascending: "id", descending: "-id" },
      isRowHeader: true,
    },
    { id: "size", label: "Size", cell: ({ size }) => size, orders: { descending: "-size" } },
  ],
  filters: [
    { parameter: "prefix", label: "Name", operator: "^", isDefault: true },
    { parameter: "color", label: "Color", operator: "=", values: [{ value: "r", label: "Red" }] },
  ],
  defaultOrder: "id",
  idOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  empty: <p>Make your first thing.</p>,
};

/** Three pages of one row each: a, b, c. */
const PAGES: Answers = (_, url) => {
  const cursor = url.searchParams.get("cursor") ?? "a";
  const next = { a: "b", b: "c" }[cursor] ?? null;
  return { items: [{ id: cursor, size: 1 }], nextCursor: next, asOf: "2026-11-22T00:00:00.000Z" };
};

function open(at: string, answers: Answers): TestPage {
  return openPage(
    <List
      definition={DEFINITION}
      selectionActions={({ items }) => <p>{`Chosen: ${items.map(({ id }) => id).join(" ")}`}</p>}
    />,
    { at, answers },
  );
}

const button = (name: string) => screen.getByRole("button", { name });

test("pages go forward and back, and the address has them", async () => {
  const page = open("things", PAGES);
  await screen.findByRole("rowheader", { name: "a" });
  expect(button("Previous page")).toHaveProperty("disabled", true);
  await userEvent.click(button("Next page"));
  await screen.findByRole("rowheader", { name: "b" });
  expect(page.address()).toBe("/o/demo/things?cursor=b&page=2");
  await userEvent.click(button("Next page"));
  await screen.findByRole("rowheader", { name: "c" });
  expect(screen.getByText("Page 3")).toBeTruthy();
  expect(button("Next page")).toHaveProperty("disabled", true);
  await userEvent.click(button("Previous page"));
  await screen.findByRole("rowheader", { name: "b" });
  await userEvent.click(button("Previous page"));
  await screen.findByRole("rowheader", { name: "a" });
  expect(page.address()).toBe("/o/demo/things");
});

test("the server orders, by what it can order", async () => {
  const page = open("things?cursor=b&page=2", PAGES);
  await screen.findByRole("rowheader", { name: "b" });
  await userEvent.click(button("Sort by Size"));
  expect(page.address()).toBe("/o/demo/things?order=-size");
  await screen.findByRole("rowheader", { name: "a" });
  expect(page.asked.at(-1)).toBe("GET /v1/organizations/demo/things?order=-size&limit=20");
});

test("an address brings its filters, and they can be taken away", async () => {
  const page = open("things?prefix=x&color=r", () => ({ items: [], nextCursor: null, asOf: null }));
  await screen.findByText("Nothing matches");
  expect(page.asked[0]).toBe("GET /v1/organizations/demo/things?prefix=x&color=r&limit=20");
  const clear = screen.getAllByRole("button", { name: "Clear filters" });
  await userEvent.click(clear.at(-1) as HTMLElement);
  expect(page.address()).toBe("/o/demo/things");
  expect(await screen.findByText("Make your first thing.")).toBeTruthy();
});

test("a text without a property is the default filter", async () => {
  const page = open("things", PAGES);
  await screen.findByRole("rowheader", { name: "a" });
  await userEvent.type(screen.getByLabelText("Filter"), "web");
  await userEvent.click(await screen.findByText('Use: "web"'));
  expect(page.address()).toBe("/o/demo/things?prefix=web");
});

test("rows are chosen over several pages", async () => {
  open("things", PAGES);
  await screen.findByRole("rowheader", { name: "a" });
  await userEvent.click(screen.getByRole("checkbox", { name: "Select a" }));
  await userEvent.click(button("Next page"));
  await screen.findByRole("rowheader", { name: "b" });
  await userEvent.click(screen.getByRole("checkbox", { name: "Select b" }));
  expect(screen.getByText("Chosen: a b")).toBeTruthy();
  await userEvent.click(button("Clear selection"));
  expect(screen.getByText("Chosen:")).toBeTruthy();
});

test("an error says what to do, and trying again helps", async () => {
  let isDown = true;
  open("things", (...request) =>
    isDown ? refusal(403, "forbidden", "Ask an owner.") : PAGES(...request),
  );
  await screen.findByText("Your role is not enough");
  expect(screen.getByText("Ask an owner.")).toBeTruthy();
  isDown = false;
  await userEvent.click(button("Try again"));
  expect(await screen.findByRole("rowheader", { name: "a" })).toBeTruthy();
});

test("a page that is no more leads to the first one", async () => {
  const page = open("things?cursor=old&page=7", (...request) =>
    request[1].searchParams.has("cursor")
      ? refusal(400, "invalid-cursor", "Begin again.")
      : PAGES(...request),
  );
  await screen.findByRole("rowheader", { name: "a" });
  expect(page.address()).toBe("/o/demo/things");
});

test("preferences stay: columns and the length of a page", async () => {
  const page = open("things", PAGES);
  await screen.findByRole("rowheader", { name: "a" });
  await userEvent.click(button("Preferences of this list"));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("radio", { name: "100 rows" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Apply" }));
  await screen.findByRole("rowheader", { name: "a" });
  expect(page.asked.at(-1)).toContain("limit=100");
  expect(localStorage.getItem("ecr-scout.list.things")).toContain('"pageSize":100');
});
