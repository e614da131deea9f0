import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { createSecureContext } from "node:tls";
import type { PublicNames } from "../options.ts";
import { asAwsError, send } from "../server/answer.ts";
import { listenLocally } from "../server/listen.ts";
import type { PublicSite } from "./public-site.ts";

/** AWS's public names, served on 127.0.0.1. */
export interface PublicListener {
  /** TLS port of all names. */
  readonly port: number;
  /** Ends open connections too, and waits until nothing is being answered. */
  close(): Promise<void>;
}

/**
 * Serves AWS's public https names on one port, each under a certificate of its own: the first
 * site that serves a name answers for it.
 *
 * @throws PortInUseError
 */
export async function listenPublicSites(
  sites: readonly PublicSite[],
  names: PublicNames,
): Promise<PublicListener> {
  const siteOf = (host: string): PublicSite | undefined => sites.find((site) => site.serves(host));
  const answering = new Set<Promise<void>>();
  const server = createServer(
    { SNICallback: certificateChooser((host) => siteOf(host) !== undefined, names) },
    (request, response) => {
      const work = answer(siteOf(hostOf(request)), request, response).finally(() => {
        answering.delete(work);
      });
      answering.add(work);
    },
  );
  // Layers of several hundred MB may take longer than Node's five minutes.
  server.requestTimeout = 0;
  const port = await listenLocally(server, 0, "publicTlsPort");
  return {
    port,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
      await Promise.all(answering);
    },
  };
}

async function answer(
  site: PublicSite | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A foreign Host header is a web page's own name that resolves to 127.0.0.1 (DNS rebinding).
  if (site === undefined) {
    send(response, 403, "text/plain", "This port answers only to its own host names.\n");
    return;
  }
  try {
    await site.answer(request, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else send(response, 500, "text/plain", `${asAwsError(error).message}\n`);
  }
}

function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
}

type SniAnswer = (error: Error | null, context?: ReturnType<typeof createSecureContext>) => void;

function certificateChooser(
  isServed: (host: string) => boolean,
  names: PublicNames,
): (host: string, answer: SniAnswer) => void {
  return (host, answer) => {
    if (!isServed(host)) {
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
