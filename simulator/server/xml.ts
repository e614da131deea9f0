import type { Document, Value } from "../service.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};

/** Text as XML content or as an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/gu, (character) => ENTITIES[character] ?? character);
}

function element(name: string, value: Value, listItem: string | undefined): string {
  if (value === undefined || value === null) return "";
  if (!Array.isArray(value)) return `<${name}>${content(value, listItem)}</${name}>`;
  // In the query protocol, a list called entry is the inside of a map.
  if (listItem === undefined || name === "entry") {
    return value.map((item: Value) => element(name, item, listItem)).join("");
  }
  const items = value.map((item: Value) => element(listItem, item, listItem)).join("");
  return `<${name}>${items}</${name}>`;
}

function content(value: Value, listItem: string | undefined): string {
  if (typeof value !== "object" || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, member]: [string, Value]) => element(name, member, listItem))
    .join("");
}

/**
 * A tree as XML elements, without a declaration.
 *
 * @param listItem Name of a list's items (`member` in the query protocol);
 *   undefined: lists are flat, the list's own name repeats (S3).
 */
export function toXml(tree: Document, listItem?: string): string {
  return content(tree, listItem);
}
