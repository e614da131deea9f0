import { Aws, Duration, Fn, Lazy, RemovalPolicy, aws_cognito as cognito } from "aws-cdk-lib";
import { Construct } from "constructs";
import { partitionOf } from "../core/contract/aws-partition.ts";
import { acknowledge } from "./acknowledge.ts";
import type { SignInSettings } from "./sign-in-settings.ts";

/** Minutes: whoever is removed from the pool, or leaves their screen, is out so soon. */
const TOKEN_MINUTES = 15;
/** Hours after which people sign in anew: a working day. */
const SESSION_HOURS = 12;
/** Characters, with every kind of them. */
const PASSWORD_LENGTH = 12;
/** Days that the password of an invitation counts. */
const INVITATION_DAYS = 3;

/** What the pool is made by. */
export interface UserPoolProps extends Pick<SignInSettings, "signInDomainPrefix" | "signInMfa"> {
  /** Of the dashboard, the first being the one that people use; asked when the template is written. */
  readonly origins: () => readonly string[];
  /** In which the stack is deployed; undefined: nobody knows yet. */
  readonly region: string | undefined;
}

/** Below an origin, where people come back to with a code: the dashboard's CALLBACK_PATH. */
const SIGNED_IN = "/signed-in";

/**
 * The user pool of Cognito by which people sign in, with Cognito's own pages and the dashboard's
 * client. Nobody signs up by themselves: the operator creates people, and what they may do is said
 * by the members of organizations. It outlives the stack.
 */
export class UserPool extends Construct {
  /** `iss` of its tokens. */
  readonly issuer: string;
  readonly poolId: string;
  /** Of the public client: `aud` of identity tokens, `client_id` of access tokens. */
  readonly clientId: string;
  /** Where its pages are. */
  readonly signInUrl: string;
  /** Where people sign out, whole; they end at the dashboard. */
  readonly signOutUrl: string;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const pool = this.#pool(props.signInMfa);
    const domain = pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: props.signInDomainPrefix ?? ownPrefix() },
    });
    // GovCloud's pages are at addresses of their own.
    const fips = props.region !== undefined && partitionOf(props.region) === "aws-us-gov";
    this.issuer = pool.userPoolProviderUrl;
    this.poolId = pool.userPoolId;
    this.clientId = clientOf(pool, props.origins).userPoolClientId;
    this.signInUrl = domain.baseUrl({ fips });
    const home = Lazy.string({ produce: () => `${props.origins()[0] ?? ""}/` });
    this.signOutUrl = `${this.signInUrl}/logout?client_id=${this.clientId}&logout_uri=${home}`;
  }

  #pool(mfa: UserPoolProps["signInMfa"]): cognito.UserPool {
    const pool = new cognito.UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      mfa: mfa === "required" ? cognito.Mfa.REQUIRED : cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: PASSWORD_LENGTH,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(INVITATION_DAYS),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    if (mfa === "optional") {
      acknowledge(
        pool,
        "AwsSolutions-COG2",
        "The operator decides by the setting signInMfa; docs/operate.md recommends to require a second factor.",
      );
    }
    acknowledge(
      pool,
      "AwsSolutions-COG8",
      "The plan Plus is paid for by each person, and GovCloud has no plans: the pool has what its Region gives without asking.",
    );
    return pool;
  }
}

/** A browser keeps no secret: whoever has a code must prove that they asked for it (PKCE). */
function clientOf(
  pool: cognito.UserPool,
  origins: UserPoolProps["origins"],
): cognito.UserPoolClient {
  const { OPENID, EMAIL, PROFILE } = cognito.OAuthScope;
  return pool.addClient("Dashboard", {
    generateSecret: false,
    // Nobody signs in but by Cognito's pages; a session may be prolonged.
    authFlows: { user: false },
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
      scopes: [OPENID, EMAIL, PROFILE],
      callbackUrls: Lazy.list({ produce: () => origins().map((one) => `${one}${SIGNED_IN}`) }),
      logoutUrls: Lazy.list({ produce: () => origins().map((one) => `${one}/`) }),
    },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.minutes(TOKEN_MINUTES),
    idTokenValidity: Duration.minutes(TOKEN_MINUTES),
    refreshTokenValidity: Duration.hours(SESSION_HOURS),
  });
}

/** The last part of the stack's own identifier: 12 hex digits, which nobody else has. */
function ownPrefix(): string {
  const identifier = Fn.select(2, Fn.split("/", Aws.STACK_ID));
  return Fn.join("-", ["ecr-scout", Fn.select(4, Fn.split("-", identifier))]);
}
