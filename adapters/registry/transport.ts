import type { Dispatcher } from "undici";
import { request } from "undici";
import { PermanentError } from "../../core/errors.ts";
import type { Agents } from "./agents.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Asked } from "./failures.ts";
import { failureOf, networkFailure } from "./failures.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { checkOrigin, isTrusted } from "./origin-policy.ts";
import { readErrorDetail } from "./small-body.ts";

/** ECR needs one redirect, the longest chains in use two. */
const MAX_REDIRECTS = 5;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What the requests of one registry client share. */
export interface Transport {
  readonly policy: OriginPolicy;
  readonly agents: Agents;
  readonly authorizer: Authorizer;
  readonly now: () => Date;
}

/** One GET, or HEAD. */
export interface Fetching {
  readonly method?: "GET" | "HEAD";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly what: string;
  /** Code of the error for 404. */
  readonly missing: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gets what is at an address of the registry: answers one challenge, follows
 * redirects, and turns every other answer than 200 and 206 into an error. No retries.
 */
export async function get(
  transport: Transport,
  fetching: Fetching,
): Promise<Dispatcher.ResponseData> {
  const used = transport.authorizer.current();
  const first = await follow(transport, fetching, used);
  if (first.response.statusCode !== 401 || !first.isRegistry) {
    return expectSuccess(transport, fetching, first);
  }
  const challenge = first.response.headers["www-authenticate"];
  if (!(await transport.authorizer.renew(used, challenge, fetching.signal))) {
    return expectSuccess(transport, fetching, first);
  }
  await first.response.body.dump();
  const second = await follow(transport, fetching, transport.authorizer.current());
  return expectSuccess(transport, fetching, second);
}

interface Answer {
  readonly response: Dispatcher.ResponseData;
  readonly host: string;
  /** Whether the registry answered, and not a place that it led to. */
  readonly isRegistry: boolean;
}

async function follow(
  transport: Transport,
  fetching: Fetching,
  authorization: string | undefined,
): Promise<Answer> {
  const { policy, agents } = transport;
  let { url } = fetching;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const isRegistry = url.origin === policy.registryOrigin;
    const dispatcher = isTrusted(url, policy) ? agents.trusted : agents.guarded;
    const response = await send(fetching, url, dispatcher, isRegistry ? authorization : undefined);
    if (!REDIRECTS.has(response.statusCode)) return { response, host: url.host, isRegistry };
    const { location } = response.headers;
    await response.body.dump();
    url = nextUrl(url, location, fetching.what);
    checkOrigin(url, policy, "a redirect");
  }
  throw new PermanentError(
    "too-many-redirects",
    `${fetching.url.host} redirected more than ${MAX_REDIRECTS} times for ${fetching.what}. Check the registry's storage settings.`,
  );
}

async function send(
  fetching: Fetching,
  url: URL,
  dispatcher: Dispatcher,
  authorization: string | undefined,
): Promise<Dispatcher.ResponseData> {
  const { headers, signal, method = "GET" } = fetching;
  try {
    const response = await request(url, {
      method,
      dispatcher,
      headers: {
        "user-agent": "ecr-scout",
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
      },
      signal: signal ?? null,
    });
    // A body that breaks while nobody reads it must not end the process; who reads it sees the error.
    response.body.on("error", () => undefined);
    return response;
  } catch (error) {
    throw networkFailure(askedOf(fetching, url.host), error, signal);
  }
}

function nextUrl(from: URL, location: string | string[] | undefined, what: string): URL {
  if (typeof location !== "string" || !URL.canParse(location, from.href)) {
    throw new PermanentError(
      "unexpected-answer",
      `${from.host} redirected to no readable address for ${what}.`,
    );
  }
  return new URL(location, from);
}

async function expectSuccess(
  transport: Transport,
  fetching: Fetching,
  answer: Answer,
): Promise<Dispatcher.ResponseData> {
  const { response } = answer;
  const { statusCode, headers, body } = response;
  if (statusCode === 200 || statusCode === 206) return response;
  const retryAfter = headers["retry-after"];
  const refusal = {
    status: statusCode,
    retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
    detail: await readErrorDetail(body),
  };
  throw failureOf(askedOf(fetching, answer.host), refusal, transport.now());
}

function askedOf(fetching: Fetching, host: string): Asked {
  return { what: fetching.what, host, missing: fetching.missing };
}
