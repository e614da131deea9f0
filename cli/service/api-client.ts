import type * as z from "zod";
import { errorCode } from "../../core/error-code.ts";
import { Problem } from "../../core/contract/problem.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { ServiceSettings } from "./settings.ts";

/** Methods that change something. */
export type ChangeMethod = "POST" | "PATCH" | "DELETE";

/** The service's API, below the organization. */
export interface ApiClient {
  /**
   * @param path Begins with a slash.
   * @throws TransientError `service-unreachable`, `service-failed`
   * @throws ServiceRefusal; PermanentError `not-the-service`
   */
  get<T extends z.ZodType>(path: string, schema: T, signal: AbortSignal): Promise<z.infer<T>>;
  /** As `get`, for a change; `body` is sent as JSON where there is one. */
  change<T extends z.ZodType>(
    method: ChangeMethod,
    path: string,
    body: unknown,
    schema: T,
    signal: AbortSignal,
  ): Promise<z.infer<T>>;
}

/** What the service refused, in its own words. */
export class ServiceRefusal extends PermanentError {
  readonly status: number;
  /** Last word of the problem's type, for example `integration-not-found`. */
  readonly problem: string;

  constructor(status: number, problem: string, message: string) {
    super("service-refused", message);
    this.status = status;
    this.problem = problem;
  }
}

/** A service that takes longer for one page does not work. */
const TIMEOUT = 60_000;

/** Nothing is asked yet. */
export function createApiClient({ url, organization, token }: ServiceSettings): ApiClient {
  const base = `${url}/v1/organizations/${encodeURIComponent(organization)}`;
  async function ask<T extends z.ZodType>(
    path: string,
    request: { readonly method: string; readonly body?: unknown },
    schema: T,
    signal: AbortSignal,
  ): Promise<z.infer<T>> {
    const { ok, status, text } = await send(`${base}${path}`, token, request, signal);
    const body = parseJson(text);
    if (!ok) throw refusal(url, status, body);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new PermanentError(
      "not-the-service",
      `${url} answered something else than this program expects. Check SCOUT_URL, and that service and command line are of the same version.`,
      { cause: parsed.error },
    );
  }
  return {
    get: (path, schema, signal) => ask(path, { method: "GET" }, schema, signal),
    change: (method, path, body, schema, signal) => ask(path, { method, body }, schema, signal),
  };
}

async function send(
  address: string,
  token: string,
  { method, body }: { readonly method: string; readonly body?: unknown },
  signal: AbortSignal,
): Promise<{ readonly ok: boolean; readonly status: number; readonly text: string }> {
  const content =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  try {
    const response = await fetch(address, {
      method,
      ...content,
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...content.headers,
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (error) {
    signal.throwIfAborted();
    throw new TransientError("service-unreachable", reasonOf(error), { cause: error });
  }
}

function refusal(url: string, status: number, body: unknown): Error {
  const problem = Problem.safeParse(body);
  if (!problem.success) {
    return new PermanentError(
      "not-the-service",
      `${url} answered ${status} without saying why, as the service never does. Check SCOUT_URL.`,
    );
  }
  const said = `The service at ${url} answered ${status}: ${problem.data.detail}`;
  if (status === 429 || status >= 500) return new TransientError("service-failed", said);
  const advice = status === 401 ? " The command line's token is SCOUT_TOKEN." : "";
  const kind = problem.data.type.split(":").at(-1) ?? "";
  return new ServiceRefusal(status, kind, said + advice);
}

/** `ECONNREFUSED` and the like, from within what fetch makes of it. */
function reasonOf(error: unknown): string {
  const { name, cause, message } = error as Partial<Error>;
  if (name === "TimeoutError") return `no answer within ${TIMEOUT / 1000} s`;
  return errorCode(cause) ?? (cause as Partial<Error> | undefined)?.message ?? message ?? "unknown";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
