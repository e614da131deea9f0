import { Construct } from "constructs";
import { partitionOf } from "../core/contract/aws-partition.ts";
import { partitionFeatures } from "./partition-features.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import { UserPool } from "./user-pool.ts";

/** What sign-in is made by. */
export interface IdentityProps {
  readonly settings: SignInSettings;
  /** The dashboard's address where none is set. */
  readonly defaultUrl: string;
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

  /** @throws Error where the Region has no user pools, and no other provider is set. */
  constructor(scope: Construct, id: string, { settings, defaultUrl, region }: IdentityProps) {
    super(scope, id);
    const { oidcIssuer, oidcAudience, oidcClientId, dashboardUrl } = settings;
    if (oidcIssuer !== undefined && oidcAudience !== undefined) {
      this.issuer = oidcIssuer;
      this.audience = oidcAudience;
      this.clientId = oidcClientId ?? oidcAudience;
      return;
    }
    if (region !== undefined && !partitionFeatures(region).userPools) {
      throw new Error(
        `People can't sign in by Cognito in ${region}: the partition ${partitionOf(region)} has no user pools. Set oidcIssuer and oidcAudience, by -c or in cdk.context.json, to a provider of OpenID Connect of your own; docs/operate.md, "Signing in", says how.`,
      );
    }
    const returnUrls = dashboardUrl.length === 0 ? [defaultUrl] : dashboardUrl;
    const { signInDomainPrefix, signInMfa } = settings;
    const pool = { signInDomainPrefix, signInMfa, returnUrls, region };
    this.userPool = new UserPool(this, "UserPool", pool);
    this.issuer = this.userPool.issuer;
    this.clientId = this.userPool.clientId;
    this.audience = this.clientId;
  }
}
