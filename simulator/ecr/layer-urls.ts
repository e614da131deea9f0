import { createHmac, timingSafeEqual } from "node:crypto";

/** ECR's layer links end after an hour. */
const LIFETIME_SECONDS = 3600;

/** A blob of a repository (a repositoryKey). */
export interface LayerAddress {
  readonly repository: string;
  readonly digest: string;
}

/** Links to layers that are valid by their signature, as S3's presigned ones. */
export interface LayerUrls {
  /** Path and query of a link. */
  sign(layer: LayerAddress): string;
  /** The layer of a link, or the S3 error code that refuses it. */
  verify(url: URL): LayerAddress | LayerUrlRefusal;
}

export type LayerUrlRefusal = "AccessDenied" | "SignatureDoesNotMatch" | "Expired";

/** Signs and checks links by a key; the query has the names of AWS's presigned links. */
export function layerUrls(key: Buffer, now: () => Date): LayerUrls {
  const sign = (path: string, date: string, expires: string): Buffer =>
    createHmac("sha256", key).update(`${path}\n${date}\n${expires}`).digest();
  return {
    sign(layer) {
      const path = `/${encodeURIComponent(layer.repository)}/${layer.digest}`;
      const date = now()
        .toISOString()
        .replace(/[-:]|\.\d{3}/g, "");
      const query = new URLSearchParams({
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": date,
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Expires": String(LIFETIME_SECONDS),
        "X-Amz-Signature": sign(path, date, String(LIFETIME_SECONDS)).toString("hex"),
      });
      return `${path}?${query.toString()}`;
    },
    verify(url) {
      const date = url.searchParams.get("X-Amz-Date");
      const expires = url.searchParams.get("X-Amz-Expires");
      const signature = url.searchParams.get("X-Amz-Signature");
      if (date === null || expires === null || signature === null) return "AccessDenied";
      const given = Buffer.from(signature, "hex");
      const expected = sign(url.pathname, date, expires);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return "SignatureDoesNotMatch";
      }
      if (now().getTime() > parseDate(date) + Number(expires) * 1000) return "Expired";
      const [, repository = "", digest = ""] = url.pathname.split("/");
      return { repository: decodeURIComponent(repository), digest };
    },
  };
}

/** `20260102T030405Z` in milliseconds since the epoch. */
function parseDate(text: string): number {
  return Date.parse(
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
}
