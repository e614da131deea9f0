import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isLoopbackHost } from "../ecr/hosts.ts";
import { asAwsError, send } from "../server/answer.ts";
import { listenLocally } from "../server/listen.ts";
import { readBody } from "../server/request-body.ts";
import { answerAsset } from "./assets.ts";
import type { ConsoleContext } from "./console-context.ts";
import { html } from "./html.ts";
import { page } from "./page.ts";
import { routeOf, type Answer } from "./routes.ts";

/** The running console. */
export interface Console {
  readonly port: number;
  close(): Promise<void>;
}

/** A form of ours is far smaller. */
const LARGEST_FORM = 256 * 1024;

/** Every answer's: nothing but our own files, and nobody else's frame. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // The address of the wizard holds an integration's token.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/**
 * Serves the page on which people launch, look at, break and repair stacks, on 127.0.0.1.
 *
 * @param options `port` 0 = any free one.
 * @throws PortInUseError
 */
export async function startConsole(
  options: ConsoleContext & { readonly port: number },
): Promise<Console> {
  const answering = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const work = answer(options, request, response).finally(() => {
      answering.delete(work);
    });
    answering.add(work);
  });
  const port = await listenLocally(server, options.port, "console");
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
  context: ConsoleContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isLoopbackHost(request.headers.host) || !isOwnOrigin(request)) {
      // A page of another site, or one whose name was made to resolve to this machine.
      const text = "The console answers its own pages on 127.0.0.1 only.\n";
      send(response, 403, "text/plain; charset=utf-8", text, HEADERS);
      return;
    }
    const url = new URL(`http://console${request.url ?? "/"}`);
    if (answerAsset(url.pathname, response, HEADERS)) return;
    const route = routeOf(request.method ?? "GET", url.pathname);
    const isPost = request.method === "POST";
    const fields = isPost
      ? new URLSearchParams((await readBody(request, LARGEST_FORM)).toString())
      : url.searchParams;
    sendAnswer(response, route === undefined ? notFound() : await route(context, fields));
  } catch (error) {
    const { message, status } = asAwsError(error);
    if (response.headersSent) response.destroy();
    else sendAnswer(response, { status, page: problemPage(message) });
  }
}

function sendAnswer(response: ServerResponse, answered: Answer): void {
  if ("location" in answered) {
    send(response, 303, "text/plain", "", { ...HEADERS, location: answered.location });
    return;
  }
  send(response, answered.status, "text/html; charset=utf-8", answered.page, HEADERS);
}

/** Browsers say from where a form was sent; what is no browser says nothing. */
function isOwnOrigin({ method, headers }: IncomingMessage): boolean {
  if (method !== "POST" || headers.origin === undefined) return true;
  return headers.origin === `http://${headers.host ?? ""}`;
}

function notFound(): Answer {
  return { status: 404, page: problemPage("There is no such page.") };
}

function problemPage(problem: string): string {
  return page({
    title: "That did not work",
    problem,
    main: html`<p><a href="/">All stacks</a></p>`,
  });
}
