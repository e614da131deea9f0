import type * as z from "zod";
import { isSecretName, REDACTED, redactSecrets } from "../images/redact.ts";

/** Enough to see what was asked for, in an item of a few KB whatever was sent. */
const MAX_ELEMENTS = 20;
const MAX_TEXT = 200;
const MAX_DEPTH = 4;
const MAX_LENGTH = 4096;

type Json = z.core.util.JSONType;

/**
 * What is kept of the body of a request: lists cut to 20 elements, texts to 200 characters, and
 * nothing that looks like a secret, by its name or by itself. Where that is still more than
 * 4,096 characters, the names of its fields.
 */
export function describeRequest(body: unknown): Json {
  const described = describeValue(body, 0);
  if (JSON.stringify(described).length <= MAX_LENGTH) return described;
  return `too long to keep: ${Object.keys(Object(body) as object)
    .join(", ")
    .slice(0, MAX_TEXT)}`;
}

function describeValue(value: unknown, depth: number): Json {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") return describeText(value);
  if (typeof value !== "object") return null;
  if (depth === MAX_DEPTH) return "…";
  if (Array.isArray(value)) return describeList(value, depth);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    fields.map(([name, field]) => [
      name,
      isSecretName(name) ? REDACTED : describeValue(field, depth + 1),
    ]),
  );
}

function describeList(elements: readonly unknown[], depth: number): Json {
  const kept = elements.slice(0, MAX_ELEMENTS).map((element) => describeValue(element, depth + 1));
  const rest = elements.length - kept.length;
  return rest > 0 ? [...kept, `… and ${rest} more`] : kept;
}

/** A text of a request as it may be kept. */
export function describeText(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return redactSecrets(cut);
}
