import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Agent, buildConnector } from "undici";
import { createTestNames } from "../../simulator/certificates.ts";

/** A public host of a test, on this machine. */
export interface HttpsHost {
  /** Connections that end at it, whatever they ask for. */
  readonly dispatcher: Agent;
  /** What it answers from now on. */
  answer: RequestListener;
  close(): Promise<void>;
}

/** Serves a name over https, with a certificate of an authority that only `dispatcher` trusts. */
export async function startHttpsHost(name: string): Promise<HttpsHost> {
  const names = await createTestNames();
  const { key, certificate } = await names.certificateFor(name);
  const host = { answer: ((_request, response) => response.end()) as RequestListener };
  const server = createServer({ key, cert: certificate }, (request, response) => {
    host.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const connect = buildConnector({ ca: names.trustedCertificates });
  const dispatcher = new Agent({
    connect(options, callback) {
      connect({ ...options, hostname: "127.0.0.1", port: String(port) }, callback);
    },
  });
  return Object.assign(host, {
    dispatcher,
    async close() {
      await dispatcher.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
