import type { Dispatcher } from "undici";
import * as z from "zod";
import { fetchJson, unavailable } from "./fetch-json.ts";

/** What is read of a provider's metadata. */
const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https$/ }) });

/**
 * Where the keys of an issuer are, as it says itself.
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 *
 * @throws TransientError `sign-in-unavailable`; so too where the metadata are of another issuer,
 *   since that is mended by whoever runs the provider or corrects the setting.
 */
export async function discoverKeys(issuer: string, dispatcher?: Dispatcher): Promise<URL> {
  const url = new URL(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const metadata = Metadata.safeParse(await fetchJson(url, dispatcher));
  if (!metadata.success) throw unavailable(url, "it names no keys", metadata.error);
  // Else whoever can answer at one address could vouch for the people of another (4.3).
  if (metadata.data.issuer !== issuer) {
    throw unavailable(url, `it is of the issuer ${metadata.data.issuer}, not of ${issuer}`);
  }
  return new URL(metadata.data.jwks_uri);
}
