import type { IncomingMessage, ServerResponse } from "node:http";
import { asRegistryError, RegistryError, sendRegistryError } from "./registry-error.ts";

/** Does the work of an answer of ECR's data plane, and turns what is thrown into an answer. */
export async function answering(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  response.setHeader("docker-distribution-api-version", "registry/2.0");
  try {
    await work();
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    if (response.headersSent || response.destroyed) response.destroy();
    else sendRegistryError(response, request.method, asRegistryError(error));
  }
}

/** The address that a request was sent to. @throws RegistryError 400 */
export function absoluteUrl(scheme: "http" | "https", request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? "/", `${scheme}://${request.headers.host ?? "localhost"}`);
  } catch {
    throw new RegistryError(400, "UNSUPPORTED", "The request's path can't be read");
  }
}
