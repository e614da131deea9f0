import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Server } from "node:net";
import { createSecureContext } from "node:tls";
import type { PublicNames } from "../options.ts";
import { send } from "../server/answer.ts";
import { listenLocally } from "../server/listen.ts";
import type { EcrContext } from "./context.ts";
import { isLoopbackHost, layerHost, parseEcrHost } from "./hosts.ts";
import { answerLayer } from "./layer-origin.ts";
import { authenticate, rootAccess } from "./registry/authenticate.ts";
import type { Exchange } from "./registry/exchange.ts";
import { asRegistryError, RegistryError, sendRegistryError } from "./registry/registry-error.ts";
import { answerRegistry } from "./registry/router.ts";
import type { Registry } from "./repository.ts";

/** Where ECR's data plane listens. */
export interface RegistryListenOptions {
  /** Port for OCI clients on this machine, plain HTTP, no login; 0 = any free one. */
  readonly registryPort: number;
  /** The registry that answers there. */
  readonly localRegistry: Registry;
  readonly names: PublicNames;
}

/** ECR's data plane, listening on 127.0.0.1. */
export interface RegistryListeners {
  readonly registryPort: number;
  /** Plain HTTP origin of the layers for clients of `registryPort`. */
  readonly layerPort: number;
  /**
   * TLS for the AWS names: `<account>.dkr.ecr.<region>.amazonaws.com` and the layers' bucket
   * (parseEcrHost knows them). Local mode maps those names to this port.
   */
  readonly tlsPort: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Starts the registry and the origins of its layers.
 * @throws PortInUseError
 */
export async function listenRegistry(
  context: EcrContext,
  options: RegistryListenOptions,
): Promise<RegistryListeners> {
  const layers = createServer(
    guarded(isLoopbackHost, (request, response) => answerLayer(context, request, response)),
  );
  const layerPort = await listenLocally(layers, 0, "layerPort");
  const local = createServer(
    guarded(isLoopbackHost, (request, response) =>
      answerRegistry(context, {
        request,
        response,
        url: absolute("http", request),
        registry: options.localRegistry,
        access: rootAccess(options.localRegistry),
        createsRepositories: true,
        layerOrigin: `http://127.0.0.1:${layerPort}`,
      }),
    ),
  );
  const tls = createTlsServer(
    { SNICallback: certificateChooser(options.names) },
    guarded(
      (host) => parseEcrHost(withoutPort(host)) !== undefined,
      (request, response) => answerAwsName(context, request, response),
    ),
  );
  const servers = [layers, local, tls];
  // Layers of several hundred MB may take longer than Node's five minutes.
  for (const server of servers) server.requestTimeout = 0;
  try {
    const registryPort = await listenLocally(local, options.registryPort, "registryPort");
    const tlsPort = await listenLocally(tls, 0, "tlsPort");
    return {
      registryPort,
      layerPort,
      tlsPort,
      close: async () => {
        await Promise.all(servers.map(close));
      },
    };
  } catch (error) {
    await Promise.all(servers.filter(({ listening }) => listening).map(close));
    throw error;
  }
}

async function answerAwsName(
  context: EcrContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = parseEcrHost(withoutPort(request.headers.host));
  if (host?.kind !== "registry") {
    await answerLayer(context, request, response);
    return;
  }
  const { registry } = host;
  const exchange: Exchange = {
    request,
    response,
    url: absolute("https", request),
    registry,
    access: authenticate(context, registry, request),
    createsRepositories: false,
    layerOrigin: `https://${layerHost(registry.region)}`,
  };
  await answerRegistry(context, exchange);
}

/** Refuses foreign Host headers (DNS rebinding), and turns what is thrown into an answer. */
function guarded(
  isAllowed: (host: string | undefined) => boolean,
  work: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  return (request, response) => {
    if (!isAllowed(request.headers.host)) {
      send(response, 403, "text/plain", "This port answers only to its own host names.\n");
      return;
    }
    response.setHeader("docker-distribution-api-version", "registry/2.0");
    Promise.resolve()
      .then(() => work(request, response))
      .catch((error: unknown) => {
        if (request.destroyed && !request.complete) return;
        if (response.headersSent || response.destroyed) response.destroy();
        else sendRegistryError(response, request.method, asRegistryError(error));
      });
  };
}

function absolute(scheme: string, request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? "/", `${scheme}://${request.headers.host ?? "localhost"}`);
  } catch {
    throw new RegistryError(400, "UNSUPPORTED", "The request's path can't be read");
  }
}

function withoutPort(host: string | undefined): string {
  return (host ?? "").replace(/:\d+$/, "");
}

type SniAnswer = (error: Error | null, context?: ReturnType<typeof createSecureContext>) => void;

function certificateChooser(names: PublicNames): (host: string, answer: SniAnswer) => void {
  return (host, answer) => {
    if (parseEcrHost(host) === undefined) {
      answer(new Error(`No certificate for ${host}`));
      return;
    }
    names.certificateFor(host).then(
      ({ key, certificate }) => {
        answer(null, createSecureContext({ key, cert: certificate }));
      },
      (error: unknown) => {
        answer(error instanceof Error ? error : new Error(String(error)));
      },
    );
  };
}

function close(server: Server & { closeAllConnections(): void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
