import { hash } from "node:crypto";
import { SEVERITIES, type Severity } from "../../core/contract/vocabulary.ts";

/** Stored form of a time: milliseconds since 1970, -1 when unknown, so that an index orders it. */
export function timeToStore(iso: string | null): number {
  const time = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(time) ? -1 : time;
}

/** ISO 8601 of a stored time. */
export function timeFromStore(time: number): string | null {
  return time < 0 ? null : new Date(time).toISOString();
}

/** Stored form of `sha256:<hex>`: its 32 bytes. */
export function digestToStore(digest: string): Buffer {
  return Buffer.from(digest.slice("sha256:".length), "hex");
}

export function digestFromStore(bytes: Buffer): string {
  return `sha256:${bytes.toString("hex")}`;
}

/** Stored form of a severity: 4 (critical) to 0 (unspecified), so that the worst is the highest. */
export function severityToStore(severity: Severity): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity);
}

export function severityFromStore(rank: number): Severity {
  return SEVERITIES[SEVERITIES.length - 1 - rank] ?? "unspecified";
}

/** Base score of its stored form, ten times it; -1: there is none. */
export function scoreFromStore(score: number): number | null {
  return score < 0 ? null : score / 10;
}

/** Names a content: 16 bytes of SHA-256 over its JSON. */
export function fingerprintOf(content: unknown): Buffer {
  return hash("sha256", JSON.stringify(content), "buffer").subarray(0, 16);
}

/** The first text after all those that begin with `prefix`, in SQLite's order of bytes. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
