import type { Identity } from "./identity.ts";

/** Somebody who has signed in, as their provider vouches. */
export interface SignedIn extends Identity {
  /** What the provider calls them, where it says so. */
  readonly name?: string;
}

/** Port: the provider by which people sign in (OpenID Connect). */
export interface IdentityProvider {
  /**
   * Whose token this is.
   *
   * @param token A JWT, as it was presented.
   * @returns Undefined when it is not valid: forged, expired, of another issuer or audience.
   * @throws {TransientError} `sign-in-unavailable` when the provider's keys can't be fetched.
   */
  verify(token: string): Promise<SignedIn | undefined>;
}
