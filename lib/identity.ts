import { Construct } from "constructs";
import { partitionOf } from "../core/contract/aws-partition.ts";
import { partitionFeatures } from "./partition-features.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import { UserPool } from "./user-pool.ts";

/** What the dashboard asks a provider for. */
const SCOPES = ["openid", "email", "profile"] as const;

/** What sign-in is made by. */
export interface IdentityProps {
  readonly settings: SignInSettings;
  /**
   * Origins of the dashboard, at least one. Asked when the template is written: the site, whose
   * name is among them, is made with what is known here.
   */
  readonly origins: () => readonly string[];
  /** In which the stack is deployed; undefined: nobody knows yet. */
  readonly region: string | undefined;
}

/** By whom people sign in: the operator's own provider of OpenID Connect, else a user pool. */
export class Identity extends Construct {
  /** Exactly as in the tokens. */
  readonly issuer: string;
  /** Whom tokens must be for. */
  readonly audience: string;
  /** Of the public client of browsers. */
  readonly clientId: string;
  /** Undefined with a provider of the operator's own. */
  readonly userPool: UserPool | undefined;
  /** Origins at which a browser asks for tokens. */
  readonly tokenOrigins: readonly string[];
  /** How people sign in, as the dashboard reads it from `/sign-in.json`. */
  readonly signInDocument: object;

  /** @throws Error where the Region has no user pools, and no other provider is set. */
  constructor(scope: Construct, id: string, { settings, origins, region }: IdentityProps) {
    super(scope, id);
    const { oidcIssuer, oidcAudience, oidcClientId } = settings;
    if (oidcIssuer !== undefined && oidcAudience !== undefined) {
      this.issuer = oidcIssuer;
      this.audience = oidcAudience;
      this.clientId = oidcClientId ?? oidcAudience;
      const { oidcScopes, oidcTokenEndpoint = oidcIssuer } = settings;
      const found = [oidcIssuer, oidcTokenEndpoint].map((address) => new URL(address).origin);
      this.tokenOrigins = [...new Set(found)];
      this.signInDocument = {
        ...this.#client(oidcScopes.length === 0 ? SCOPES : oidcScopes),
        // Where an API has no name of its own, only identity tokens are for its client.
        token: this.clientId === this.audience ? "id" : "access",
      };
      return;
    }
    if (region !== undefined && !partitionFeatures(region).userPools) {
      throw new Error(
        `People can't sign in by Cognito in ${region}: the partition ${partitionOf(region)} has no user pools. Set oidcIssuer and oidcAudience, by -c or in cdk.context.json, to a provider of OpenID Connect of your own; docs/operate.md, "Signing in", says how.`,
      );
    }
    const { signInDomainPrefix, signInMfa } = settings;
    this.userPool = new UserPool(this, "UserPool", {
      signInDomainPrefix,
      signInMfa,
      origins,
      region,
    });
    const { issuer, clientId, signInUrl } = this.userPool;
    this.issuer = issuer;
    this.clientId = clientId;
    this.audience = clientId;
    this.tokenOrigins = [signInUrl];
    this.signInDocument = {
      ...this.#client(SCOPES),
      token: "access",
      // Named, so that the browser need not ask the issuer, which is at another origin.
      authorizationEndpoint: `${signInUrl}/oauth2/authorize`,
      tokenEndpoint: `${signInUrl}/oauth2/token`,
      signOutUrl: this.userPool.signOutUrl,
    };
  }

  #client(scopes: readonly string[]) {
    return { kind: "oidc", issuer: this.issuer, clientId: this.clientId, scopes };
  }
}
