import { signedLinks, type LinkRefusal } from "../state/signed-links.ts";

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
  /** The layer of a link, or why it is refused. */
  verify(url: URL): LayerAddress | LinkRefusal;
}

/** Signs and checks links by a key; the query has the names of AWS's presigned links. */
export function layerUrls(key: Buffer, now: () => Date): LayerUrls {
  const links = signedLinks(key, now);
  return {
    sign: ({ repository, digest }) =>
      links.sign("GET", `/${encodeURIComponent(repository)}/${digest}`, LIFETIME_SECONDS),
    verify(url) {
      const refusal = links.refusal("GET", url);
      if (refusal !== undefined) return refusal;
      const [, repository = "", digest = ""] = url.pathname.split("/");
      return { repository: decodeURIComponent(repository), digest };
    },
  };
}
