import type * as z from "zod";
import { errorCode } from "../../core/error-code.ts";
import { Problem } from "../../core/contract/problem.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { ServiceSettings } from "./settings.ts";

/** Reads of the service's API, below the organization. */
export interface ApiClient {
  /**
   * @param path Begins with a slash.
   * @throws TransientError `service-unreachable`, `service-failed`
   * @throws PermanentError `service-refused`, `not-the-service`
   */
  get<T extends z.ZodType>(path: string, schema: T, signal: AbortSignal): Promise<z.infer<T>>;
}

/** A service that takes longer for one page does not work. */
const TIMEOUT = 60_000;

/** Nothing is asked yet. */
export function createApiClient({ url, organization, token }: ServiceSettings): ApiClient {
  const base = `${url}/v1/organizations/${encodeURIComponent(organization)}`;
  return {
    async get(path, schema, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
      let status: number;
      let text: string;
      try {
        const response = await fetch(`${base}${path}`, {
          headers: { authorization: `Bearer ${token}`, accept: "application/json" },
          signal: limited,
        });
        status = response.status;
        text = await response.text();
      } catch (error) {
        signal.throwIfAborted();
        throw new TransientError("service-unreachable", reasonOf(error), { cause: error });
      }
      const body = parseJson(text);
      if (status !== 200) throw refusal(url, status, body);
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      throw new PermanentError(
        "not-the-service",
        `${url} answered something else than this program expects. Check SCOUT_URL, and that service and command line are of the same version.`,
        { cause: parsed.error },
      );
    },
  };
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
  return new PermanentError("service-refused", said + advice);
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
