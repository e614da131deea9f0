import { signedLinks, type LinkRefusal } from "../../state/signed-links.ts";
import { responseHost } from "./hosts.ts";

/** A response may be given for two hours, as in captured ResponseURLs. */
const LIFETIME_SECONDS = 7200;

/** What a ResponseURL is for. */
export interface ResponseAddress {
  readonly stackId: string;
  readonly logicalId: string;
  readonly requestId: string;
}

/** Links by which custom resources answer: whoever has one may PUT to it. */
export interface ResponseUrls {
  sign(address: ResponseAddress): string;
  /** The request that a PUT answers, by its ID, or why S3 refuses it. */
  verify(method: string, url: URL): { readonly requestId: string } | LinkRefusal;
}

/** @param key What the links are signed with. */
export function responseUrls(key: Buffer, now: () => Date): ResponseUrls {
  const links = signedLinks(key, now);
  return {
    sign({ stackId, logicalId, requestId }) {
      const name = `${stackId}|${logicalId}|${requestId}`;
      const path = name.split("/").map(encodeURIComponent).join("/");
      const [, , , region = ""] = stackId.split(":");
      return `https://${responseHost(region)}${links.sign("PUT", `/${path}`, LIFETIME_SECONDS)}`;
    },
    verify(method, url) {
      const refusal = links.refusal(method, url);
      if (refusal !== undefined) return refusal;
      return { requestId: decodeURIComponent(url.pathname).split("|").at(-1) ?? "" };
    },
  };
}
