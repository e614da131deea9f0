import { request } from "undici";
import * as z from "zod";
import { PermanentError } from "../../core/errors.ts";
import type { Agents } from "./agents.ts";
import type { Challenge } from "./challenge.ts";
import { failureOf, networkFailure } from "./failures.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { checkOrigin, isTrusted } from "./origin-policy.ts";
import type { Credentials } from "./registry-options.ts";
import { readErrorDetail, readSmallBody } from "./small-body.ts";

/** Longest answer of a token server; tokens themselves have a few kilobytes. */
const MAX_TOKEN_BYTES = 1024 * 1024;

/** https://distribution.github.io/distribution/spec/auth/token/, "Token Response Fields" */
const TokenDocument = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
});

/** What a token is wanted for, and by whom. */
export interface TokenRequest {
  readonly challenge: Challenge;
  readonly credentials: Credentials | undefined;
  /** For example `repository:team/app:pull`. */
  readonly scope: string;
  readonly policy: OriginPolicy;
  readonly agents: Agents;
  readonly now: () => Date;
}

/**
 * Exchanges credentials, or none, for a token at the server that the registry names
 * (distribution spec, token authentication; with an identity token its OAuth 2 form).
 * @throws PermanentError `refused-address`, `unauthorized`, `access-denied`, `unexpected-answer`
 * @throws TransientError
 */
export async function exchangeToken(wanted: TokenRequest, signal?: AbortSignal): Promise<string> {
  const { challenge, credentials, policy, agents } = wanted;
  const url = realmOf(challenge, policy);
  const asked = { what: "a pull token", host: url.host, missing: "unauthorized" };
  const parameters = new URLSearchParams({ scope: wanted.scope });
  const service = challenge.parameters.get("service");
  if (service !== undefined) parameters.set("service", service);
  const dispatcher = isTrusted(url, policy) ? agents.trusted : agents.guarded;
  try {
    const response = await request(url, {
      dispatcher,
      ...requestFor(url, parameters, credentials),
      signal: signal ?? null,
    });
    const { statusCode, headers, body } = response;
    if (statusCode !== 200) {
      const retryAfter = headers["retry-after"];
      const refusal = {
        status: statusCode,
        retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
        detail: await readErrorDetail(body),
      };
      throw failureOf(asked, refusal, wanted.now());
    }
    return readToken(await readSmallBody(body, MAX_TOKEN_BYTES), url);
  } catch (error) {
    throw networkFailure(asked, error, signal);
  }
}

function realmOf(challenge: Challenge, policy: OriginPolicy): URL {
  const realm = challenge.parameters.get("realm") ?? "";
  if (!URL.canParse(realm)) {
    throw new PermanentError(
      "unexpected-answer",
      `${new URL(policy.registryOrigin).host} asks for a token and names no server that gives one.`,
    );
  }
  const url = new URL(realm);
  checkOrigin(url, policy, "a token server");
  return url;
}

/** The request of the token: GET with Basic or no authentication, POST with an identity token. */
function requestFor(
  url: URL,
  parameters: URLSearchParams,
  credentials: Credentials | undefined,
): {
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  readonly body?: string;
} {
  if (credentials !== undefined && "identityToken" in credentials) {
    parameters.set("grant_type", "refresh_token");
    parameters.set("client_id", "ecr-scout");
    parameters.set("refresh_token", credentials.identityToken);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { method: "POST", headers, body: parameters.toString() };
  }
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  if (credentials === undefined) return { method: "GET", headers: {} };
  return { method: "GET", headers: { authorization: basicAuthorization(credentials) } };
}

/** RFC 7617. */
export function basicAuthorization(credentials: {
  readonly username: string;
  readonly password: string;
}): string {
  const pair = `${credentials.username}:${credentials.password}`;
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
}

function readToken(bytes: Buffer | undefined, url: URL): string {
  try {
    const document = TokenDocument.parse(JSON.parse(bytes?.toString("utf8") ?? ""));
    const token = document.token ?? document.access_token;
    // A token becomes a header's value: no controls, no spaces.
    if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return token;
  } catch {
    // Not quoted and no cause: a parser's message repeats a piece of what it read.
  }
  throw new PermanentError(
    "unexpected-answer",
    `The token server ${url.host} answered with something that is no token.`,
  );
}
