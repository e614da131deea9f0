import { ApiError, errorOf } from "./api-error.ts";
import { createAnswerCache } from "./answer-cache.ts";

/** Changes that the API knows. */
export type ChangeMethod = "POST" | "PATCH" | "DELETE";

/** The HTTP API, as whoever is signed in. Paths begin with `/v1`. */
export interface ApiClient {
  /** @throws ApiError */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /** @throws ApiError */
  change<T>(method: ChangeMethod, path: string, body?: unknown): Promise<T>;
  /**
   * Reads an answer of any media type, for example a bill of materials.
   * @throws ApiError
   */
  read(path: string, signal?: AbortSignal): Promise<Response>;
}

/** What the client is made of. */
export interface ApiClientOptions {
  /** The bearer token of the session, or undefined where nobody is signed in. */
  readonly token: () => string | undefined;
  /**
   * Called when a token was refused. @returns Another token to try once; undefined: there is none,
   * and the session is over.
   */
  readonly onRefused: (token: string | undefined) => Promise<string | undefined>;
  readonly fetch?: typeof fetch;
  /** Milliseconds after which a request is given up; an export page of 500 images takes two seconds. */
  readonly timeout?: number;
}

const TIMEOUT_MILLISECONDS = 30_000;

/** Makes a client. Answers to GET are kept with their ETag, so that a poll without news is a 304. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const cache = createAnswerCache();
  const timeout = options.timeout ?? TIMEOUT_MILLISECONDS;
  const send = options.fetch ?? ((url, init) => fetch(url, init));

  async function once(path: string, init: RequestInit, token: string | undefined) {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    const limit = AbortSignal.timeout(timeout);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    try {
      // The browser's own cache would keep answers on disk, past the session.
      return await send(path, { ...init, headers, signal, cache: "no-store" });
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      if (limit.aborted) throw new ApiError("timeout", "No answer in time.", { cause: error });
      throw new ApiError("offline", "The service was not reached.", { cause: error });
    }
  }

  async function request(path: string, init: RequestInit): Promise<Response> {
    const token = options.token();
    let response = await once(path, init, token);
    if (response.status === 401) {
      const other = await options.onRefused(token);
      if (other !== undefined) response = await once(path, init, other);
    }
    if (!response.ok && response.status !== 304) throw await errorOf(response);
    return response;
  }

  return {
    async get<T>(path: string, signal?: AbortSignal) {
      const identity = `${options.token() ?? ""} ${path}`;
      const known = cache.find(identity);
      const response = await request(path, {
        ...(signal && { signal }),
        headers: { accept: "application/json", ...(known && { "if-none-match": known.etag }) },
      });
      if (response.status === 304 && known) return known.body as T;
      const body = await jsonOf<T>(response);
      const etag = response.headers.get("etag");
      if (etag !== null) cache.keep(identity, { etag, body });
      return body;
    },
    async change<T>(method: ChangeMethod, path: string, body?: unknown) {
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { accept: "application/json", "content-type": "application/json" };
      return jsonOf<T>(await request(path, { method, headers, ...content }));
    },
    read: (path, signal) => request(path, signal ? { signal } : {}),
  };
}

async function jsonOf<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    const { status } = response;
    throw new ApiError("failed", "The answer is not the API's.", { status, cause: error });
  }
}
