import { createServer } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import { afterEach } from "@jest/globals";
import type { TestNames } from "../certificates.ts";

/** A request that an API destination's endpoint got. */
export interface Call {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How an endpoint answers its next call; `never` leaves it without an answer. */
export type Reply =
  { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | "never";

/** An https server that stands for somebody's API. */
export interface Endpoint {
  readonly calls: readonly Call[];
  /** Resolves when so many calls have arrived. */
  received(count: number): Promise<readonly Call[]>;
}

const endings: (() => void)[] = [];

/** Starts an endpoint under a public name; it replies in turn, the last reply for ever. */
export async function startEndpoint(
  names: TestNames,
  host: string,
  replies: readonly Reply[] = [{ status: 200 }],
): Promise<Endpoint> {
  const { key, certificate } = await names.certificateFor(host);
  const context = createSecureContext({ key, cert: certificate });
  const calls: Call[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer(
    {
      SNICallback: (name, answer) => {
        answer(name === host ? null : new Error(`unknown name ${name}`), context);
      },
    },
    (request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const reply = replies[Math.min(calls.length, replies.length - 1)] ?? "never";
        calls.push({ method: request.method, path: request.url, headers: request.headers, body });
        for (const { count, resolve } of waiting) if (calls.length >= count) resolve();
        if (reply !== "never") response.writeHead(reply.status, reply.headers).end("ok");
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  names.add(host, (server.address() as AddressInfo).port);
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    calls,
    received: async (count) => {
      await new Promise<void>((resolve) => {
        if (calls.length >= count) resolve();
        else waiting.push({ count, resolve });
      });
      return calls;
    },
  };
}

afterEach(() => {
  for (const end of endings.splice(0)) end();
});
