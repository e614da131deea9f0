/** One who may be chosen in local mode. */
export interface LocalMember {
  /** As the API's role: owner, editor or member. */
  readonly name: string;
  readonly role: string;
  readonly token: string;
}

/** An identity provider by which people sign in (OpenID Connect, authorization code with PKCE). */
export interface OidcSettings {
  readonly kind: "oidc";
  readonly issuer: string;
  readonly clientId: string;
  /** `openid` is always among them. */
  readonly scopes: readonly string[];
  /** Which of the provider's tokens the API takes. Default: `access`. */
  readonly token?: "access" | "id";
  /** Absent: the provider's metadata say where it is. */
  readonly authorizationEndpoint?: string;
  readonly tokenEndpoint?: string;
  /**
   * Where the browser goes to sign out at the provider, whole, such as Cognito's
   * `https://…/logout?client_id=…&logout_uri=…`. Absent: the metadata's end_session_endpoint.
   */
  readonly signOutUrl?: string;
}

/** How people sign in here: `/sign-in.json` of the dashboard's own origin. */
export type SignInSettings =
  { readonly kind: "members"; readonly members: readonly LocalMember[] } | OidcSettings;

/**
 * Reads how people sign in here.
 * @throws Error where the document is not one of the two forms.
 */
export async function readSignInSettings(send: typeof fetch): Promise<SignInSettings> {
  const response = await send("/sign-in.json", { cache: "no-store" });
  if (!response.ok) throw new Error(`/sign-in.json answered ${response.status}.`);
  const settings = (await response.json()) as Partial<SignInSettings>;
  if (settings.kind === "members" && Array.isArray(settings.members)) {
    return { kind: "members", members: settings.members };
  }
  const { issuer, clientId, scopes } = settings as Partial<OidcSettings>;
  if (settings.kind !== "oidc" || issuer === undefined || clientId === undefined) {
    throw new Error("/sign-in.json is not of a form that this dashboard knows.");
  }
  return { ...(settings as OidcSettings), scopes: withOpenId(scopes) };
}

function withOpenId(scopes: readonly string[] | string | undefined): readonly string[] {
  const list = typeof scopes === "string" ? scopes.split(" ") : (scopes ?? []);
  return [...new Set(["openid", ...list])];
}
