import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { CertificateAuthority } from "./certificate-authority.ts";
import type { LocalCredentials } from "./credentials.ts";
import { createDashboardSite, type DashboardSite } from "./dashboard-site.ts";
import { PortTakenError } from "./port-taken-error.ts";
import { toProxyEvent, writeProblem, writeProxyResult } from "./gateway-event.ts";
import { serveSignIn, SIGN_IN_PATH } from "./sign-in.ts";

/** What the gateway routes to: the functions behind the REST API. */
export interface GatewayOptions {
  readonly port: number;
  /** Public https name of the API, served to the simulated EventBridge. */
  readonly publicName: string;
  readonly authority: CertificateAuthority;
  readonly pushEvent: (event: APIGatewayProxyEvent) => Promise<unknown>;
  readonly setupEndpoint: (event: APIGatewayProxyEvent) => Promise<unknown>;
  readonly api: (event: APIGatewayProxyEvent) => Promise<unknown>;
  /** Whom the dashboard lets people choose from; undefined while there is nobody yet. */
  readonly credentials: () => LocalCredentials | undefined;
  /** The dashboard; for tests. Default: the built one. */
  readonly site?: DashboardSite;
  readonly onError: (error: unknown) => void;
}

/** The running gateway. */
export interface Gateway {
  /** For people: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Port of 127.0.0.1 on which the public https name is served. */
  readonly tlsPort: number;
  close(): Promise<void>;
}

/** REST APIs take no larger request. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Serves the REST API as API Gateway does: over HTTP for people, over TLS under its public name. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const site = options.site ?? createDashboardSite();
  const plain = createServer((request, response) => void answer(request, response, options, site));
  await listen(plain, options.port, "PORT");
  const { key, certificate } = await options.authority.certificateFor(options.publicName);
  const context = createSecureContext({ key, cert: certificate });
  const secure = createTlsServer(
    {
      SNICallback: (name, done) => {
        if (name === options.publicName) done(null, context);
        else done(new Error(`No certificate for ${name}`));
      },
    },
    (request, response) => void answer(request, response, options, site),
  );
  await listen(secure, 0, "");
  const servers: readonly Server[] = [plain, secure];
  return {
    url: `http://127.0.0.1:${portOf(plain)}`,
    tlsPort: portOf(secure),
    async close() {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections();
          return new Promise((resolve) => server.close(resolve));
        }),
      );
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: GatewayOptions,
  site: DashboardSite,
): Promise<void> {
  try {
    if (!isOwnHost(request.headers.host ?? "", options.publicName)) {
      // A page of another site that points its own name at 127.0.0.1 gets nothing.
      writeProblem(response, 421, "This address answers to 127.0.0.1 and localhost only.");
      return;
    }
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (isOfDashboard(request, path, options.publicName)) {
      if (path === SIGN_IN_PATH) serveSignIn(request, response, options.credentials());
      else await site.serve(request, response, path);
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      writeProblem(response, 413, "The request is larger than 10 MiB.");
      return;
    }
    const event = toProxyEvent(request, body);
    writeProxyResult(response, await functionOf(path, options)(event));
  } catch (error) {
    options.onError(error);
    if (!response.headersSent) writeProblem(response, 502, "The function behind this failed.");
  }
}

/** The routes of the REST API. */
function functionOf(
  path: string,
  { pushEvent, setupEndpoint, api }: GatewayOptions,
): (event: APIGatewayProxyEvent) => Promise<unknown> {
  if (path === "/v1/events") return pushEvent;
  return path.startsWith("/v1/setup/") ? setupEndpoint : api;
}

function isOwnHost(header: string, publicName: string): boolean {
  const name = header.replace(/:\d+$/, "");
  return name === "127.0.0.1" || name === "localhost" || name === publicName;
}

/** The API is below `/v1`; everything else that is read here, and not under its public name, is the dashboard. */
function isOfDashboard(
  { method, headers }: IncomingMessage,
  path: string,
  publicName: string,
): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  if ((headers.host ?? "").replace(/:\d+$/, "") === publicName) return false;
  return path !== "/v1" && !path.startsWith("/v1/");
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") reject(error);
      else reject(new PortTakenError(port, variable, error));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
