import { AwsError } from "../../service.ts";
import type { Document } from "../../service.ts";

/** Codes by which services say that something is not there. */
const GONE: ReadonlySet<string> = new Set([
  "ExclusionNotFoundException",
  "NoSuchEntity",
  "NotFound",
  "ResourceNotFoundException",
]);

/** Runs a removal's call; undefined when what it is about does not exist. */
export async function ifExists(call: Promise<Document>): Promise<Document | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsError && GONE.has(error.code)) return undefined;
    throw error;
  }
}

/** A text member of an answer. @throws Error when the service did not send it */
export function textOf(answer: Document, ...path: readonly string[]): string {
  let value: unknown = answer;
  for (const member of path) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, member) : undefined;
  }
  if (typeof value === "string") return value;
  throw new Error(`The service's answer has no ${path.join(".")}`);
}
