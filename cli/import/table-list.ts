import {
  hostIn,
  type ListedRepository,
  repositoryIn,
  type RepositoryList,
  stateIn,
} from "./listed-repository.ts";

/** Words of a table's header. */
const HEADER =
  /^(repositor(y|ies)|repo|name|image|registry|host|status|state|enabled|activated|scout|integration|tags?|updated|last .*)$/i;
/** Lines of a frame, and such as `2 repositories`. */
const FRAME = /^[\s|│┃+─━═┌┐└┘├┤┬┴┼╭╮╰╯-]*$/u;
/** What parts the cells of a frame's line. */
const BARS = /[|│┃]/u;

/** Reads lines: of a table, of CSV, or of names alone. */
export function readTable(text: string): RepositoryList {
  const repositories: ListedRepository[] = [];
  const ignored: string[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (FRAME.test(line)) continue;
    const cells = cellsOf(line);
    const found = repositoryOf(cells);
    if (cells.every((cell) => HEADER.test(cell))) continue;
    if (found === undefined) ignored.push(line);
    else repositories.push(found);
  }
  return { repositories, ignored };
}

/** By bars, tabs, commas, or two spaces; `name state` has one. */
function cellsOf(line: string): string[] {
  const cells = splitAt(line).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/s, "$1")
      .trim(),
  );
  const [only = ""] = cells;
  const words = only.split(" ");
  if (cells.length > 1 || words.length !== 2) return cells.filter((cell) => cell !== "");
  return words.some((word) => stateIn(word) !== undefined) ? words : cells;
}

function splitAt(line: string): string[] {
  if (BARS.test(line)) return line.split(BARS);
  if (line.includes("\t")) return line.split("\t");
  if (/[,;]/.test(line)) return line.split(/[,;]/);
  return line.split(/\s{2,}/);
}

/** The first cell that is a repository; another one may be its registry, another one its state. */
function repositoryOf(cells: readonly string[]): ListedRepository | undefined {
  const host = cells.map(hostIn).find((cell) => cell !== undefined);
  const states = cells.map(stateIn);
  const index = cells.findIndex(
    (cell, at) => states[at] === undefined && hostIn(cell) === undefined && repositoryIn(cell),
  );
  const found = repositoryIn(cells[index] ?? "");
  if (found === undefined) return undefined;
  return {
    ...(host === undefined ? {} : { registry: host }),
    ...found,
    enabled: states.find((state) => state !== undefined) ?? true,
  };
}
