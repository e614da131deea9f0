import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openRegistry, type RegistrySource } from "../../../adapters/registry/open-registry.ts";
import type { RegistryOptions } from "../../../adapters/registry/registry-options.ts";

/** Answers one request; `url` is its address with the query. */
export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** One request that came in. */
export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

/** An HTTP server on loopback that answers by the paths of a table. */
export interface FakeServer {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly seen: SeenRequest[];
  /** Clients that are closed together with it. */
  readonly clients: RegistrySource[];
  close(): Promise<void>;
}

/** @param answers By path; a path that is not in it is answered 404. */
export async function startServer(answers: Readonly<Record<string, Answer>>): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  const clients: RegistrySource[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://fake");
    const { authorization, range } = request.headers;
    seen.push({ path: url.pathname + url.search, authorization, range });
    const answer = answers[url.pathname];
    if (answer) answer(request, response, url);
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    host: `127.0.0.1:${address.port}`,
    seen,
    clients,
    async close() {
      await Promise.all(clients.splice(0).map((client) => client.close()));
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers the same to everybody. */
export function fixed(
  status: number,
  body: Buffer | string = "",
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** The first answer to the first request, and so on; the last one to all that follow. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let next = 0;
  return (request, response, url) => {
    answers[Math.min(next, answers.length - 1)]?.(request, response, url);
    next += 1;
  };
}

/** A client of `team/app` that waits for nothing, and what it would have waited for. */
export function openFake(
  server: FakeServer,
  options: Partial<RegistryOptions> = {},
): RegistrySource & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  const source = openRegistry({
    registry: server.host,
    repository: "team/app",
    plainHttp: true,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...options,
  });
  server.clients.push(source);
  return { ...source, waits };
}

/** All bytes of a blob. */
export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}
