import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { send } from "../server/answer.ts";
import { listenLocally } from "../server/listen.ts";
import type { EcrContext } from "./context.ts";
import { isLoopbackHost } from "./hosts.ts";
import { answerLayer } from "./layer-origin.ts";
import { absoluteUrl, answering } from "./registry/answering.ts";
import { rootAccess } from "./registry/authenticate.ts";
import { answerRegistry } from "./registry/router.ts";
import type { Registry } from "./repository.ts";

/** Where the registry listens for OCI clients on this machine. */
export interface RegistryListenOptions {
  /** Plain HTTP, no login; 0 = any free one. */
  readonly registryPort: number;
  /** The registry that answers there. */
  readonly localRegistry: Registry;
}

/** The registry for OCI clients, listening on 127.0.0.1. */
export interface RegistryListeners {
  readonly registryPort: number;
  /** Plain HTTP origin of the layers for clients of `registryPort`. */
  readonly layerPort: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Starts the registry and the origin of its layers.
 * @throws PortInUseError
 */
export async function listenRegistry(
  context: EcrContext,
  { registryPort: wantedPort, localRegistry }: RegistryListenOptions,
): Promise<RegistryListeners> {
  const layers = createServer(
    local((request, response) => answerLayer(context, request, response)),
  );
  const layerPort = await listenLocally(layers, 0, "layerPort");
  const registry = createServer(
    local((request, response) =>
      answerRegistry(context, {
        request,
        response,
        url: absoluteUrl("http", request),
        registry: localRegistry,
        access: rootAccess(localRegistry),
        createsRepositories: true,
        layerOrigin: `http://127.0.0.1:${layerPort}`,
      }),
    ),
  );
  const servers = [layers, registry];
  // Layers of several hundred MB may take longer than Node's five minutes.
  for (const server of servers) server.requestTimeout = 0;
  try {
    const registryPort = await listenLocally(registry, wantedPort, "registryPort");
    return {
      registryPort,
      layerPort,
      close: async () => {
        await Promise.all(servers.map(close));
      },
    };
  } catch (error) {
    await close(layers);
    throw error;
  }
}

/** Refuses foreign Host headers (DNS rebinding). */
function local(
  work: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  return (request, response) => {
    if (!isLoopbackHost(request.headers.host)) {
      send(response, 403, "text/plain", "This port answers only to its own host names.\n");
      return;
    }
    void answering(request, response, () => work(request, response));
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
