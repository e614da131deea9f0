import { expect, test } from "@jest/globals";
import { exportList, type ExportFormat } from "../../dashboard/src/list/export-list.ts";

interface Row {
  readonly id: string;
}

const COLUMNS = [
  { id: "id", label: "Name", cell: ({ id }: Row) => id, value: ({ id }: Row) => id },
  { id: "x", label: "In no export", cell: () => "x" },
];

/** Three pages of one row each. */
function readPage(cursor: string | undefined) {
  const place = Number(cursor ?? 0);
  const nextCursor = place === 2 ? null : String(place + 1);
  return Promise.resolve({ items: [{ id: `row ${place}` }], nextCursor, asOf: null });
}

function run(format: ExportFormat, signal = new AbortController().signal) {
  const seen: number[] = [];
  const onProgress = (rows: number) => seen.push(rows);
  const file = exportList({ format, columns: COLUMNS, readPage, onProgress, signal });
  return { file, seen };
}

test("CSV has every page's rows below one line of labels", async () => {
  const { file, seen } = run("csv");
  const { content, rows } = await file;
  expect(rows).toBe(3);
  expect(seen).toEqual([1, 2, 3]);
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await content.arrayBuffer())).toBe(
    "\uFEFFName\r\nrow 0\r\nrow 1\r\nrow 2\r\n",
  );
});

test("JSON is one array of what the API answers", async () => {
  const { content } = await run("json").file;
  expect(JSON.parse(await content.text())).toEqual([
    { id: "row 0" },
    { id: "row 1" },
    { id: "row 2" },
  ]);
});

test("an export that was cancelled ends at once", async () => {
  const cancelled = AbortSignal.abort(new Error("cancelled"));
  const { file, seen } = run("csv", cancelled);
  await expect(file).rejects.toThrow("cancelled");
  expect(seen).toEqual([]);
});
