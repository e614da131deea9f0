/** What a registry knows us by: a user's password, or a token to be exchanged for others. */
export type Credentials =
  { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** Milliseconds. */
export interface RegistryTimeouts {
  /** Until the connection stands, TLS included. */
  readonly connect?: number;
  /** From the request until the answer's headers. */
  readonly headers?: number;
  /** Between two pieces of a body: longer is a stall. */
  readonly stall?: number;
}

/** A repository of a registry, and how to reach it. */
export interface RegistryOptions extends RegistryAccessOptions {
  readonly repository: string;
}

/** A registry, and how to reach it. */
export interface RegistryAccessOptions {
  /** `host[:port]`, for example `222222222222.dkr.ecr.us-east-1.amazonaws.com`. */
  readonly registry: string;
  /** Asked anew whenever the registry wants authentication; absent: anonymous. */
  readonly credentials?: Credentials | (() => Promise<Credentials | undefined>);
  /** Speak http instead of https. */
  readonly plainHttp?: boolean;
  /**
   * `host:port` (or `host:*`) that redirects and token servers may be at though they
   * have no public address: a storage endpoint in a private network, a mirror.
   * The registry itself always may.
   */
  readonly allowedPrivateHosts?: readonly string[];
  readonly timeouts?: RegistryTimeouts;
  /** Requests in all for one answer, before any of a blob's bytes were handed out. Default 4. */
  readonly attempts?: number;
  /** Waits between attempts; for tests. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Clock of token expiry; for tests. */
  readonly now?: () => Date;
}
