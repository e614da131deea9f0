import { stripVTControlCharacters } from "node:util";
import { readJsonList } from "./json-list.ts";
import type { RepositoryList } from "./listed-repository.ts";
import { readTable } from "./table-list.ts";

/**
 * Reads a list of repositories in whatever form it comes: what `docker scout repo list` prints (a
 * table with a state, whose columns are not documented), JSON, lines of JSON, CSV with or without
 * a header, or one name a line. Colours and frames are left out; `#` begins a comment.
 */
export function readRepositoryList(text: string): RepositoryList {
  const plain = stripVTControlCharacters(text.replace(/^\uFEFF/, ""));
  const { repositories, ignored } = readJsonList(plain) ?? readTable(plain);
  const unique = new Map(
    repositories.map((item) => [`${item.registry ?? ""}/${item.name}`, item] as const),
  );
  return { repositories: [...unique.values()], ignored };
}
