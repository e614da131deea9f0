import { challengeOf, decodeClaims, randomText } from "./pkce.ts";
import type { OidcSettings } from "./sign-in-settings.ts";
import type { PendingSignIn, StoredSession } from "./stored-session.ts";

/** Path to which the provider sends the reader back. */
export const CALLBACK_PATH = "/signed-in";

/** Why a sign-in failed, for the sign-in page. */
export class SignInError extends Error {
  /** `foreign`: the answer belongs to no sign-in of this tab. */
  readonly reason: "foreign" | "refused" | "unreachable";

  constructor(reason: SignInError["reason"], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "SignInError";
    this.reason = reason;
  }
}

interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly signOut: string | undefined;
}

interface TokenAnswer {
  readonly access_token?: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
}

/** The address at which the provider asks who the reader is (RFC 7636, 4.3), with what to keep until then. */
export async function beginSignIn(
  settings: OidcSettings,
  origin: string,
  returnTo: string,
  send: typeof fetch,
): Promise<{ readonly url: string; readonly pending: PendingSignIn }> {
  const pending = {
    state: randomText(),
    nonce: randomText(),
    verifier: randomText(),
    returnTo,
  };
  const url = new URL((await endpointsOf(settings, send)).authorization);
  const parameters = {
    response_type: "code",
    client_id: settings.clientId,
    redirect_uri: `${origin}${CALLBACK_PATH}`,
    scope: settings.scopes.join(" "),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, pending };
}

/**
 * Exchanges the code that the provider sent for tokens.
 * @throws SignInError
 */
export async function finishSignIn(
  settings: OidcSettings,
  callback: URL,
  pending: PendingSignIn | undefined,
  send: typeof fetch,
): Promise<StoredSession> {
  const answer = callback.searchParams;
  if (pending === undefined || answer.get("state") !== pending.state) {
    throw new SignInError("foreign", "The answer belongs to no sign-in of this tab.");
  }
  const code = answer.get("code");
  if (code === null) {
    const reason = answer.get("error_description") ?? answer.get("error") ?? "no code";
    throw new SignInError("refused", reason);
  }
  const tokens = await askForTokens(settings, send, {
    grant_type: "authorization_code",
    code,
    redirect_uri: `${callback.origin}${CALLBACK_PATH}`,
    code_verifier: pending.verifier,
  });
  const claims = decodeClaims(tokens.id_token);
  // The token came from the provider itself over TLS, which stands for its signature
  // (OpenID Connect Core, 3.1.3.7); the API checks the signature of what it is sent.
  const isOurs =
    claims?.["nonce"] === pending.nonce &&
    claims["iss"] === settings.issuer &&
    [claims["aud"]].flat().includes(settings.clientId);
  if (!isOurs) throw new SignInError("foreign", "The provider's token answers another sign-in.");
  return sessionOf(settings, tokens, undefined);
}

/** Renews a session without the reader; undefined where that is not to be had. */
export async function renewSession(
  settings: OidcSettings,
  session: StoredSession,
  send: typeof fetch,
): Promise<StoredSession | undefined> {
  if (session.refreshToken === undefined) return undefined;
  try {
    const tokens = await askForTokens(settings, send, {
      grant_type: "refresh_token",
      refresh_token: session.refreshToken,
    });
    return sessionOf(settings, tokens, session);
  } catch {
    // Signing in again says what is wrong, if anything is.
    return undefined;
  }
}

/** Where the reader signs out at the provider; undefined: it has no such page. */
export async function signOutUrl(
  settings: OidcSettings,
  session: StoredSession,
  origin: string,
  send: typeof fetch,
): Promise<string | undefined> {
  if (settings.signOutUrl !== undefined) return settings.signOutUrl;
  const endpoints = await endpointsOf(settings, send).catch(() => undefined);
  if (endpoints?.signOut === undefined) return undefined;
  const url = new URL(endpoints.signOut);
  url.searchParams.set("client_id", settings.clientId);
  url.searchParams.set("post_logout_redirect_uri", `${origin}/`);
  if (session.idToken !== undefined) url.searchParams.set("id_token_hint", session.idToken);
  return url.href;
}

function sessionOf(
  settings: OidcSettings,
  tokens: TokenAnswer,
  before: StoredSession | undefined,
): StoredSession {
  const token = settings.token === "id" ? tokens.id_token : tokens.access_token;
  if (token === undefined) throw new SignInError("refused", "The provider sent no token.");
  const refreshToken = tokens.refresh_token ?? before?.refreshToken;
  const idToken = tokens.id_token ?? before?.idToken;
  return { token, ...(refreshToken && { refreshToken }), ...(idToken && { idToken }) };
}

async function askForTokens(
  settings: OidcSettings,
  send: typeof fetch,
  parameters: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const { token } = await endpointsOf(settings, send);
  const body = new URLSearchParams({ client_id: settings.clientId, ...parameters });
  let response: Response;
  try {
    response = await send(token, { method: "POST", body, cache: "no-store" });
  } catch (error) {
    throw new SignInError("unreachable", "The identity provider was not reached.", error);
  }
  if (!response.ok) {
    throw new SignInError("refused", `The identity provider answered ${response.status}.`);
  }
  return (await response.json()) as TokenAnswer;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
async function endpointsOf(settings: OidcSettings, send: typeof fetch): Promise<Endpoints> {
  const { authorizationEndpoint, tokenEndpoint, issuer } = settings;
  if (authorizationEndpoint !== undefined && tokenEndpoint !== undefined) {
    return { authorization: authorizationEndpoint, token: tokenEndpoint, signOut: undefined };
  }
  try {
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await send(url, { headers: { accept: "application/json" } });
    const metadata = (await response.json()) as Record<string, string | undefined>;
    const authorization = metadata["authorization_endpoint"];
    const token = metadata["token_endpoint"];
    if (metadata["issuer"] !== issuer || !authorization || !token) {
      throw new Error("The metadata are not those of the issuer.");
    }
    return { authorization, token, signOut: metadata["end_session_endpoint"] };
  } catch (error) {
    throw new SignInError("unreachable", "The identity provider was not reached.", error);
  }
}
