/** A part of a Maven version, as ComparableVersion reads it. */
export type VersionItem =
  | { readonly kind: "number"; /** Without leading zeros; empty for 0. */ readonly digits: string }
  | { readonly kind: "word"; /** Sorts as Maven sorts it. */ readonly key: string }
  | { readonly kind: "list"; readonly items: VersionItem[] };

/** Key of the empty word, that is of the release itself. */
export const RELEASE_KEY = "5";

/** Words with an order of their own; RELEASE_KEY is the place of the empty one. */
const WORDS = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["ga", ""],
  ["final", ""],
  ["release", ""],
  ["cr", "rc"],
]);
/** What one letter means right before a number. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);

/**
 * Splits a Maven version: at dots into items of one list, at dashes and at the changes between
 * digits and letters into a list inside the list; a word at the end or right before digits
 * opens one too, so that `1.0.RC1` is `1.0-RC1`. Trailing items that mean nothing are dropped.
 * https://maven.apache.org/pom.html#version-order-specification
 */
export function parseVersionItems(version: string): VersionItem[] {
  const text = version.toLowerCase();
  const root: VersionItem[] = [];
  const lists = [root];
  let list = root;
  let start = 0;
  let inDigits = false;

  const openList = (): void => {
    const items: VersionItem[] = [];
    list.push({ kind: "list", items });
    list = items;
    lists.push(items);
  };

  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (c === "." || c === "-") {
      list.push(i === start ? number("") : item(text.slice(start, i), inDigits));
      start = i + 1;
      if (c === "-") openList();
      continue;
    }
    const digit = c >= "0" && c <= "9";
    if (digit !== inDigits && i > start) {
      const part = text.slice(start, i);
      if (!inDigits && list.length > 0) openList();
      list.push(inDigits ? number(part) : word(SHORT.get(part) ?? part));
      start = i;
      openList();
    }
    inDigits = digit;
  }
  if (start < text.length) {
    if (!inDigits && list.length > 0) openList();
    list.push(item(text.slice(start), inDigits));
  }
  // Innermost first: a list that becomes empty is nothing in the one around it.
  for (const items of lists.reverse()) dropTrailingNothing(items);
  return root;
}

function item(part: string, digits: boolean): VersionItem {
  return digits ? number(part) : word(part);
}

function number(part: string): VersionItem {
  return { kind: "number", digits: part.replace(/^0+/, "") };
}

/** Unknown words come after all known ones, in the order of their letters. */
function word(part: string): VersionItem {
  const name = ALIASES.get(part) ?? part;
  const known = WORDS.indexOf(name);
  return { kind: "word", key: known < 0 ? `${WORDS.length}-${name}` : String(known) };
}

/** Removes 0, the release's words and empty lists from the end, also those before a last list. */
function dropTrailingNothing(items: VersionItem[]): void {
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const last = items[i];
    if (last === undefined) return;
    if (isNothing(last)) items.splice(i, 1);
    else if (last.kind !== "list") return;
  }
}

function isNothing(part: VersionItem): boolean {
  switch (part.kind) {
    case "number":
      return part.digits === "";
    case "word":
      return part.key === RELEASE_KEY;
    case "list":
      return part.items.length === 0;
  }
}
