import { PermanentError } from "../../core/errors.ts";
import type { Agents } from "./agents.ts";
import type { Challenge } from "./challenge.ts";
import { parseChallenges } from "./challenge.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import type { Credentials, RegistryOptions } from "./registry-options.ts";
import { basicAuthorization, exchangeToken } from "./token-exchange.ts";

/** Keeps the `Authorization` that a registry accepts. */
export interface Authorizer {
  /** Value of the header, undefined while the registry has not asked for one. */
  current(): string | undefined;
  /**
   * Answers a 401. Requests that run side by side share one exchange.
   * @param used What the refused request was sent with.
   * @returns Whether there is something new to try.
   */
  renew(
    used: string | undefined,
    header: string | readonly string[] | undefined,
    signal?: AbortSignal,
  ): Promise<boolean>;
}

/** What an authorizer needs of its client. */
export interface AuthorizerDependencies {
  /** Of the tokens, for example `repository:team/app:pull`. */
  readonly scope: string;
  readonly credentials: RegistryOptions["credentials"];
  readonly policy: OriginPolicy;
  readonly agents: Agents;
  readonly now: () => Date;
}

/** Asks for nothing until the registry does. */
export function createAuthorizer(dependencies: AuthorizerDependencies): Authorizer {
  let authorization: string | undefined;
  let renewal: Promise<string | undefined> | undefined;
  return {
    current: () => authorization,
    async renew(used, header, signal) {
      // Another request has renewed it meanwhile.
      if (authorization !== used) return true;
      renewal ??= authorizationFor(dependencies, parseChallenges(header), signal).finally(() => {
        renewal = undefined;
      });
      const renewed = await renewal;
      if (renewed === undefined) return false;
      authorization = renewed;
      return true;
    },
  };
}

async function authorizationFor(
  dependencies: AuthorizerDependencies,
  challenges: readonly Challenge[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const credentials = await credentialsOf(dependencies.credentials);
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer !== undefined) {
    const { policy, agents, now, scope } = dependencies;
    const wanted = { challenge: bearer, credentials, scope, policy, agents, now };
    return `Bearer ${await exchangeToken(wanted, signal)}`;
  }
  if (!challenges.some(({ scheme }) => scheme === "basic") || credentials === undefined) {
    return undefined;
  }
  if ("identityToken" in credentials) {
    throw new PermanentError(
      "unauthorized",
      `${new URL(dependencies.policy.registryOrigin).host} wants a user name and password, and only an identity token is stored for it. Log in to it again.`,
    );
  }
  return basicAuthorization(credentials);
}

async function credentialsOf(
  credentials: RegistryOptions["credentials"],
): Promise<Credentials | undefined> {
  return typeof credentials === "function" ? credentials() : credentials;
}
