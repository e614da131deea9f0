import { PermanentError } from "../../core/errors.ts";
import { parseReference } from "../../core/oci/reference.ts";
import { fitsPattern, isPattern } from "../name-pattern.ts";

/** What is watched of a registry. */
export interface WatchScope {
  /** `host[:port]` */
  readonly registry: string;
  /** Whole names; they are not looked for in the registry's list. */
  readonly names: readonly string[];
  /** Patterns for names of its list; empty where only whole names are watched. */
  readonly patterns: readonly string[];
  /** Patterns for tags; empty: all. */
  readonly tags: readonly string[];
}

/**
 * Tags of cosign's and of the referrers' fallback scheme: signatures, attestations, bills of
 * materials of an image. They are no images.
 */
const ATTACHED = /^sha256-[0-9a-f]{64}/;

/**
 * Reads what is to be watched.
 * @param place `HOST[:PORT][/PREFIX]`
 * @param repositories Names or patterns, below the prefix; none: all.
 * @throws PermanentError `invalid-registry`, `invalid-reference`
 */
export function parseWatchScope(
  place: string,
  repositories: readonly string[],
  tags: readonly string[],
): WatchScope {
  const trimmed = place.replace(/\/+$/, "");
  const slash = trimmed.indexOf("/");
  const host = slash < 0 ? trimmed : trimmed.slice(0, slash);
  const prefix = slash < 0 ? "" : `${trimmed.slice(slash + 1)}/`;
  if (!/[.:]/.test(host) && host !== "localhost") {
    throw new PermanentError(
      "invalid-registry",
      `"${place}" names no registry. Write its host first, for example ghcr.io/acme or 127.0.0.1:5000.`,
    );
  }
  // Docker Hub's names are completed, and every part of one is checked.
  const { registry } = parseReference(`${host}/${prefix}x`);
  const wanted = repositories.length === 0 ? ["*"] : repositories;
  return {
    registry,
    names: wanted
      .filter((name) => !isPattern(name))
      .map((name) => parseReference(`${registry}/${prefix}${name}`).repository),
    patterns: wanted.filter(isPattern).map((name) => `${prefix}${name}`),
    tags,
  };
}

/** Names what is watched, whatever order it was written in. */
export function scopeKey({ registry, patterns }: WatchScope): string {
  return JSON.stringify([registry, [...patterns].sort()]);
}

/** Whether a repository of the registry's list is watched. */
export function isWatchedRepository({ patterns }: WatchScope, name: string): boolean {
  return patterns.some((pattern) => fitsPattern(name, pattern));
}

/** Whether a tag is watched. */
export function isWatchedTag({ tags }: WatchScope, tag: string): boolean {
  if (ATTACHED.test(tag)) return false;
  return tags.length === 0 || tags.some((pattern) => fitsPattern(tag, pattern));
}
