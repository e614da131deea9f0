import { JwtVerifier } from "aws-jwt-verify";
import { FailedAssertionError, JwtBaseError } from "aws-jwt-verify/error";
import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import type { Dispatcher } from "undici";
import type { IdentityProvider, SignedIn } from "../../core/members/identity-provider.ts";
import { discoverKeys } from "./discover-keys.ts";
import { createProviderKeys } from "./provider-keys.ts";

/** Clocks of two well-kept machines differ by less. */
const CLOCK_SECONDS = 60;
/** A key that the provider takes back opens nothing after so long. */
const KEEP_MILLISECONDS = 60 * 60_000;
/** While the provider does not answer, its last keys count, and it is asked again so often. */
const RETRY_MILLISECONDS = 60_000;
/** OpenID Connect Core 2, `sub`. */
const MAX_SUBJECT = 255;

/** What people sign in by. */
export interface OidcSettings {
  /** Exactly as in its tokens and its metadata, for example `https://login.example/realms/a`. */
  readonly issuer: string;
  /** Whom its tokens must be for: the client's identifier, or the name of this API. */
  readonly audience: string;
  readonly now: () => Date;
  /** Told when the provider's keys could not be looked at again; the last ones count meanwhile. */
  readonly onRefreshFailed: (error: unknown) => void;
  /** Connections; for tests. */
  readonly dispatcher?: Dispatcher;
}

/** A verifier with the keys of one look at the provider. */
interface Verifier {
  readonly payloadOf: (token: string) => Promise<JwtPayload>;
  /** When the provider is asked again, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Any provider of OpenID Connect, Cognito user pools among them: its tokens by RS256 to EdDSA,
 * never by a shared secret. Access and identity tokens alike, if they are for this audience.
 */
export function createOidcProvider(settings: OidcSettings): IdentityProvider {
  let current: Verifier | undefined;
  let refreshing: Promise<Verifier> | undefined;

  /** Whoever comes while the provider is asked waits for the same answer. */
  async function refreshed(): Promise<Verifier> {
    try {
      current = await refresh(settings, current);
      return current;
    } finally {
      refreshing = undefined;
    }
  }

  return {
    async verify(token) {
      const known = current;
      const isFresh = known !== undefined && known.until > settings.now().getTime();
      const verifier = isFresh ? known : await (refreshing ??= refreshed());
      try {
        return signedInBy(await verifier.payloadOf(token));
      } catch (error) {
        if (error instanceof JwtBaseError) return undefined;
        throw error;
      }
    },
  };
}

async function refresh(settings: OidcSettings, known: Verifier | undefined): Promise<Verifier> {
  const now = settings.now().getTime();
  try {
    return { payloadOf: await openVerifier(settings), until: now + KEEP_MILLISECONDS };
  } catch (error) {
    if (!known) throw error;
    settings.onRefreshFailed(error);
    return { ...known, until: now + RETRY_MILLISECONDS };
  }
}

async function openVerifier({
  issuer,
  audience,
  dispatcher,
}: OidcSettings): Promise<Verifier["payloadOf"]> {
  const jwksUri = (await discoverKeys(issuer, dispatcher)).href;
  const jwksCache = createProviderKeys(dispatcher);
  // Now, and not with the first token: else a provider that is down would cost the old keys.
  await jwksCache.getJwks(jwksUri);
  const verifier = JwtVerifier.create(
    {
      issuer,
      jwksUri,
      // Checked below, since Cognito's access tokens have theirs elsewhere.
      audience: null,
      graceSeconds: CLOCK_SECONDS,
      customJwtCheck: ({ payload }) => {
        requireAudience(payload, audience);
        requireExpiry(payload);
      },
    },
    { jwksCache },
  );
  return (token) => verifier.verify(token);
}

/**
 * `aud`; or `client_id` in an access token of Cognito, which has no `aud` unless another API's
 * was asked for. Only Cognito says `token_use`: elsewhere `client_id` is who asked for the
 * token, and not whom it is for (RFC 9068, 2.2).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
function requireAudience(payload: JwtPayload, audience: string): void {
  const isCognitoAccess = payload["token_use"] === "access";
  const named = payload.aud ?? (isCognitoAccess ? payload["client_id"] : undefined);
  if ([named].flat().includes(audience)) return;
  throw new FailedAssertionError("The token is for somebody else", named, audience);
}

/** The library lets a token without an end live for ever. */
function requireExpiry({ exp }: JwtPayload): void {
  if (exp === undefined) throw new FailedAssertionError("The token has no end", exp);
}

function signedInBy(payload: JwtPayload): SignedIn | undefined {
  const { iss: issuer, sub: subject } = payload;
  if (issuer === undefined || subject === undefined) return undefined;
  if (subject === "" || subject.length > MAX_SUBJECT) return undefined;
  const name = nameIn(payload);
  return { issuer, subject, ...(name === undefined ? {} : { name }) };
}

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
function nameIn(payload: JwtPayload): string | undefined {
  const claims = [payload["name"], payload["email"], payload["preferred_username"]];
  return claims.find((claim): claim is string => typeof claim === "string" && claim !== "");
}
