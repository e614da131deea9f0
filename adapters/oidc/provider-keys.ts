import { isJwks, type Jwk, type Jwks, SimpleJwksCache } from "aws-jwt-verify/jwk";
import type { Dispatcher } from "undici";
import { fetchJson, unavailable } from "./fetch-json.ts";

/** The one algorithm of keys on a curve (RFC 7518, 3.1; RFC 8037). RSA keys have several. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  "P-256": "ES256",
  "P-384": "ES384",
  "P-521": "ES512",
  Ed25519: "EdDSA",
  Ed448: "EdDSA",
};

/**
 * The keys of a provider, fetched when a token names one that is not known: at most once in ten
 * seconds where it is not among them, so that made-up names don't flood the provider.
 *
 * What it throws besides the library's errors: TransientError `sign-in-unavailable`.
 */
export function createProviderKeys(dispatcher?: Dispatcher): SimpleJwksCache {
  return new SimpleJwksCache({
    fetcher: {
      async fetch(address) {
        const url = new URL(address);
        const keys = await fetchJson(url, dispatcher);
        if (!isJwks(keys as never)) throw unavailable(url, "it did not answer keys");
        return new TextEncoder().encode(JSON.stringify(keys)).buffer;
      },
    },
    jwksParser(bytes) {
      const { keys } = JSON.parse(new TextDecoder().decode(bytes)) as Jwks;
      return { keys: keys.map(withAlgorithm) };
    },
  });
}

/**
 * The key with its algorithm, so that a token that names another one is refused by it: to try a
 * signature with a key that it can't be of is an error of the crypto library.
 */
function withAlgorithm(key: Jwk): Jwk {
  const algorithm = ALGORITHMS[key.crv ?? ""];
  return key.alg === undefined && algorithm !== undefined ? { ...key, alg: algorithm } : key;
}
