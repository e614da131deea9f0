import { createServer, type IncomingMessage } from "node:http";
import { AwsError, type Document, type JsonService, type Service } from "../service.ts";
import { isAllowedHost } from "./allowed-host.ts";
import { asAwsError, send, sendJson, sendJsonError } from "./answer.ts";
import { toAwsRequest, type AwsRequest } from "./aws-request.ts";
import type { ResolveCaller } from "./caller.ts";
import { listenLocally } from "./listen.ts";
import { answerQuery } from "./query-endpoint.ts";
import { readBody } from "./request-body.ts";
import { sha256Hex } from "./signature.ts";

/** What the AWS endpoint routes to. */
export interface AwsServerOptions {
  readonly port: number;
  readonly services: readonly Service[];
  readonly resolveCaller: ResolveCaller;
  /** The account's clock, which every answer tells: the SDK corrects its own by it. */
  readonly now: () => Date;
  /** S3: every request that no other service claims. It answers errors itself. */
  readonly objects: (request: AwsRequest) => Promise<void>;
}

/** The running AWS endpoint. */
export interface AwsServer {
  readonly port: number;
  /** Ends open connections too, and waits until no operation is under way. */
  close(): Promise<void>;
}

function parseJson(body: Buffer): Document {
  try {
    const parsed: unknown = JSON.parse(body.length === 0 ? "{}" : body.toString());
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Document;
    }
  } catch {
    // Answered below, with the same words as for a body that is no object.
  }
  throw new AwsError("SerializationException", "The body is not a JSON object");
}

async function answerJson(
  { request, response, path, query, requestId, gone }: AwsRequest,
  target: string,
  services: readonly Service[],
  resolveCaller: ResolveCaller,
): Promise<void> {
  const [prefix, name = ""] = target.split(".");
  const service = services.find(
    (candidate): candidate is JsonService =>
      candidate.protocol !== "query" && candidate.targetPrefix === prefix,
  );
  const protocol = service?.protocol ?? "json-1.1";
  try {
    const body = await readBody(request);
    const payloadHash = sha256Hex(body);
    const caller = resolveCaller({ request, path, query, payloadHash, dialect: "json" });
    if (service === undefined) {
      throw new AwsError(
        "UnknownOperationException",
        `The simulator has no service that answers ${target}`,
      );
    }
    const operation = Object.hasOwn(service.operations, name)
      ? service.operations[name]
      : undefined;
    if (operation === undefined) {
      throw new AwsError("UnknownOperationException", `The simulator does not do ${target}`);
    }
    sendJson(response, protocol, requestId, await operation(parseJson(body), caller, gone));
  } catch (error) {
    sendJsonError(response, protocol, requestId, asAwsError(error));
  }
}

function isForm(request: IncomingMessage): boolean {
  return (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}

async function route(aws: AwsRequest, options: AwsServerOptions): Promise<void> {
  const { request, response } = aws;
  if (!isAllowedHost(request.headers.host)) {
    send(response, 403, "text/plain", "This endpoint answers requests to 127.0.0.1 only.\n");
    return;
  }
  const target = request.headers["x-amz-target"];
  if (request.method === "POST" && typeof target === "string") {
    await answerJson(aws, target, options.services, options.resolveCaller);
  } else if (aws.path === "/" && (aws.query.has("Action") || isForm(request))) {
    await answerQuery(aws, options.services, options.resolveCaller);
  } else {
    await options.objects(aws);
  }
}

/**
 * Starts the endpoint of the simulated AWS account on 127.0.0.1.
 * It routes JSON services by `X-Amz-Target`, query services by `Action`, the rest to S3.
 *
 * @throws PortInUseError
 */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const answering = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    response.setHeader("date", options.now().toUTCString());
    const answer = route(toAwsRequest(request, response), options)
      .catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else send(response, 500, "text/plain", `${asAwsError(error).message}\n`);
      })
      .finally(() => {
        answering.delete(answer);
      });
    answering.add(answer);
  });
  // Long polls and large objects take their time, and clients keep connections for a while:
  // one that ends just as it is used again shows as an error.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 75_000;
  const port = await listenLocally(server, options.port, "awsPort");
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
      // Nobody hears these answers, but they use the state that is closed next.
      await Promise.all(answering);
    },
  };
}
