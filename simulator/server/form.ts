import type { Document, Value } from "../service.ts";

type Node = Map<string, Node> | string;

function insert(root: Map<string, Node>, path: readonly string[], value: string): void {
  let node = root;
  for (const step of path.slice(0, -1)) {
    const next = node.get(step);
    if (next instanceof Map) {
      node = next;
      continue;
    }
    const created = new Map<string, Node>();
    node.set(step, created);
    node = created;
  }
  node.set(path.at(-1) ?? "", value);
}

function isList(node: Map<string, Node>): boolean {
  return node.size > 0 && [...node.keys()].every((key) => /^\d+$/u.test(key));
}

function inOrder(node: Map<string, Node>): Value[] {
  return [...node.entries()]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, item]) => toValue(item));
}

function toValue(node: Node): Value {
  if (typeof node === "string") return node;
  const members = node.get("member") ?? node.get("entry");
  if (node.size === 1 && members instanceof Map && isList(members)) return inOrder(members);
  if (isList(node)) return inOrder(node);
  return Object.fromEntries([...node].map(([key, child]) => [key, toValue(child)]));
}

/**
 * The members of a query-protocol form as a tree: `Tags.member.1.Key=a` → `{Tags: [{Key: "a"}]}`.
 * Maps arrive as lists of `{key, value}`. All leaves are strings.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#request-serialization
 */
export function parseForm(form: URLSearchParams): Document {
  const root = new Map<string, Node>();
  for (const [name, value] of form) insert(root, name.split("."), value);
  return Object.fromEntries([...root].map(([key, node]) => [key, toValue(node)]));
}
