import type { ListAnswer } from "../api/reading.ts";
import { csvLine } from "./csv.ts";
import type { ListColumn } from "./list-definition.ts";

/** Forms of an export. */
export type ExportFormat = "csv" | "json";

/** What is exported, and how its pages are read. */
export interface ExportRequest<Item> {
  readonly format: ExportFormat;
  readonly columns: readonly ListColumn<Item>[];
  /** Reads the page at a cursor; undefined is the first. */
  readonly readPage: (cursor: string | undefined) => Promise<ListAnswer<Item>>;
  /** Rows so far. */
  readonly onProgress: (rows: number) => void;
  readonly signal: AbortSignal;
}

/** A file to save. */
export interface ExportedFile {
  readonly content: Blob;
  readonly rows: number;
}

/** Excel takes a file without it for one in the machine's own encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Reads all rows page by page, so that no more than their text is held. Throws what reading throws. */
export async function exportList<Item>(request: ExportRequest<Item>): Promise<ExportedFile> {
  const { format, columns, readPage, onProgress, signal } = request;
  const exported = columns.filter(({ value }) => value !== undefined);
  const parts =
    format === "csv" ? [BYTE_ORDER_MARK, csvLine(exported.map(({ label }) => label))] : ["["];
  let rows = 0;
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await readPage(cursor);
    signal.throwIfAborted();
    parts.push(
      ...items.map((item, index) => {
        if (format === "csv") return csvLine(exported.map(({ value }) => value?.(item) ?? null));
        return `${rows + index === 0 ? "" : ","}\n${JSON.stringify(item)}`;
      }),
    );
    rows += items.length;
    onProgress(rows);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  if (format === "json") parts.push("\n]\n");
  const type = format === "csv" ? "text/csv;charset=utf-8" : "application/json";
  return { content: new Blob(parts, { type }), rows };
}

/** Has the browser save a file. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by then; it does not say when.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
