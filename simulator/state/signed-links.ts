import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Collection } from "./collection.ts";

/** Why a link is refused, as S3 words it. */
export type LinkRefusal = "AccessDenied" | "SignatureDoesNotMatch" | "Expired";

/** Links that are valid by the signature in their query, as S3's presigned ones. */
export interface SignedLinks {
  /**
   * @param method The only one that the link is good for.
   * @param path Encoded, as it will be sent.
   * @returns path and query; the query has the names of AWS's presigned links.
   */
  sign(method: string, path: string, lifetimeSeconds: number): string;
  /** Why a link is refused; undefined: it is good. */
  refusal(method: string, url: URL): LinkRefusal | undefined;
}

/** Signs and checks links by a key. */
export function signedLinks(key: Buffer, now: () => Date): SignedLinks {
  const signature = (...signed: readonly string[]): Buffer =>
    createHmac("sha256", key).update(signed.join("\n")).digest();
  return {
    sign(method, path, lifetimeSeconds) {
      const date = now()
        .toISOString()
        .replace(/[-:]|\.\d{3}/g, "");
      const expires = String(lifetimeSeconds);
      const query = new URLSearchParams({
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": date,
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Expires": expires,
        "X-Amz-Signature": signature(method, path, date, expires).toString("hex"),
      });
      return `${path}?${query.toString()}`;
    },
    refusal(method, url) {
      const date = url.searchParams.get("X-Amz-Date");
      const expires = url.searchParams.get("X-Amz-Expires");
      const claimed = url.searchParams.get("X-Amz-Signature");
      if (date === null || expires === null || claimed === null) return "AccessDenied";
      const given = Buffer.from(claimed, "hex");
      const expected = signature(method, url.pathname, date, expires);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return "SignatureDoesNotMatch";
      }
      return now().getTime() > parseDate(date) + Number(expires) * 1000 ? "Expired" : undefined;
    },
  };
}

/** The key of that name, made at its first use. */
export function secretKey(keys: Collection<string>, name: string): Buffer {
  const stored = keys.get(name);
  if (stored !== undefined) return Buffer.from(stored, "hex");
  const created = randomBytes(32);
  keys.put(name, created.toString("hex"));
  return created;
}

/** `20260102T030405Z` in milliseconds since the epoch. */
function parseDate(text: string): number {
  return Date.parse(
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
}
