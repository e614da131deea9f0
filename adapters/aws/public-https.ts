import { isIP } from "node:net";
import { Agent, type Dispatcher, request } from "undici";
import { errorCode } from "../../core/error-code.ts";
import { TransientError } from "../../core/errors.ts";
import { publicLookup } from "../registry/agents.ts";
import { readSmallBody } from "../registry/small-body.ts";

/** One request without any signature, to a host that its caller has built or checked. */
export interface PublicRequest {
  readonly method: "GET" | "PUT";
  readonly url: URL;
  /** Sent without a content type. */
  readonly body?: Buffer;
}

/** What was answered; redirects are answers like others. */
export interface PublicAnswer {
  readonly status: number;
  /** Undefined where it is longer than allowed. */
  readonly body: Buffer | undefined;
}

/** How requests are made. */
export interface PublicHttpsOptions {
  /** Word for programs in what is thrown, for example `sns-unavailable`. */
  readonly errorCode: string;
  /** For a request in all, its answer's body included. */
  readonly timeoutMilliseconds: number;
  /** Connections; for tests. Without it: to public addresses only. */
  readonly dispatcher?: Dispatcher;
}

/** Answers are certificates and error documents. */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * Requests to AWS's public hosts that no SDK makes: https, no redirect followed, bounded in time
 * and size. What it throws names the host only, for queries of such addresses are secrets.
 *
 * @throws TransientError whenever there is no whole answer
 */
export function createPublicHttps(
  options: PublicHttpsOptions,
): (request: PublicRequest) => Promise<PublicAnswer> {
  const { timeoutMilliseconds } = options;
  const dispatcher =
    options.dispatcher ??
    new Agent({ connect: { timeout: timeoutMilliseconds, lookup: publicLookup } });
  return async ({ method, url, body }) => {
    // An address that is written out is never looked up, and so would not be checked.
    if (url.protocol !== "https:" || isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) {
      throw new Error(`${url.protocol}//${url.host} is no public https name`);
    }
    try {
      const response = await request(url, {
        method,
        dispatcher,
        // Requests are minutes apart, and a function sleeps between them: no connection would last.
        reset: true,
        signal: AbortSignal.timeout(timeoutMilliseconds),
        headers: { "user-agent": "ecr-scout" },
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: response.statusCode,
        body: await readSmallBody(response.body, MAX_BODY_BYTES),
      };
    } catch (error) {
      throw new TransientError(
        options.errorCode,
        `${url.host} did not answer (${reasonOf(error)}). It is tried again.`,
        { cause: error },
      );
    }
  };
}

/** The `Code` of an error document of AWS: a word, or undefined. */
export function awsErrorCodeIn(body: Buffer | undefined): string | undefined {
  return /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(body?.toString("latin1") ?? "")?.[1];
}

function reasonOf(error: unknown): string {
  const { name } = error as { readonly name?: unknown };
  if (name === "TimeoutError") return "it took too long";
  const code = errorCode(error);
  return code === "refused-address" ? "its address is not public" : (code ?? "unknown error");
}
