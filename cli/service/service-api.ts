import { PermanentError, TransientError } from "../../core/errors.ts";
import { type ApiClient, createApiClient } from "./api-client.ts";
import type { ServiceSettings } from "./settings.ts";

/** The service, for commands that can't do without it. */
export interface ServiceApi extends ApiClient {
  /** Without `/v1`. */
  readonly url: string;
}

/**
 * Opens the API of the service; nothing is asked yet. That nobody answers there is told as a
 * sentence with what to do.
 * @param settings Undefined: there is none.
 * @throws PermanentError `no-service`
 */
export function openServiceApi(settings: ServiceSettings | undefined): ServiceApi {
  if (settings === undefined) {
    throw new PermanentError(
      "no-service",
      "This command asks the service, and none is set. Set SCOUT_URL and SCOUT_TOKEN, or start local mode in this clone with npm start.",
    );
  }
  const { url } = settings;
  const api = createApiClient(settings);
  return {
    url,
    get: (...request) => api.get(...request).catch((error: unknown) => rethrow(error, url)),
    change: (...request) => api.change(...request).catch((error: unknown) => rethrow(error, url)),
  };
}

function rethrow(error: unknown, url: string): never {
  if (!(error instanceof TransientError && error.code === "service-unreachable")) throw error;
  throw new TransientError(
    "service-unreachable",
    `No service answers at ${url} (${error.message}). Check SCOUT_URL, and that the service runs; local mode is started by npm start.`,
    { cause: error },
  );
}
