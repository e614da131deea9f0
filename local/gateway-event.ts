import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";

/**
 * A request as a REST API's Lambda proxy integration hands it to a function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function toProxyEvent(request: IncomingMessage, body: Buffer): APIGatewayProxyEvent {
  const url = urlOf(request);
  const single: Record<string, string> = {};
  const multiple: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values === undefined) continue;
    single[name] = values.at(-1) ?? "";
    multiple[name] = values;
  }
  const query = [...new Set(url.searchParams.keys())];
  const path = url.pathname;
  return {
    httpMethod: request.method ?? "GET",
    path,
    resource: "/{proxy+}",
    headers: single,
    multiValueHeaders: multiple,
    queryStringParameters:
      query.length === 0
        ? null
        : Object.fromEntries(query.map((key) => [key, url.searchParams.getAll(key).at(-1) ?? ""])),
    multiValueQueryStringParameters:
      query.length === 0
        ? null
        : Object.fromEntries(query.map((key) => [key, url.searchParams.getAll(key)])),
    pathParameters: { proxy: path.replace(/^\//, "") },
    stageVariables: null,
    body: body.length === 0 ? null : body.toString("utf8"),
    isBase64Encoded: false,
    requestContext: requestContext(request, path),
  };
}

/** Of a path that begins with two slashes nothing is a host; `*` of OPTIONS is the root. */
function urlOf({ url: target = "/" }: IncomingMessage): URL {
  const text = target.startsWith("/") ? `http://local${target}` : target;
  return URL.canParse(text) ? new URL(text) : new URL("http://local/");
}

function requestContext(
  request: IncomingMessage,
  path: string,
): APIGatewayProxyEvent["requestContext"] {
  return {
    accountId: "111111111111",
    apiId: "local",
    authorizer: undefined,
    protocol: "HTTP/1.1",
    httpMethod: request.method ?? "GET",
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
      user: null,
      userAgent: request.headers["user-agent"] ?? null,
      userArn: null,
    },
    path,
    stage: "v1",
    requestId: randomUUID(),
    requestTimeEpoch: Date.now(),
    resourceId: "local",
    resourcePath: "/{proxy+}",
  };
}

/** Writes a function's answer as the REST API would; an answer of another shape is its 502. */
export function writeProxyResult(response: ServerResponse, answer: unknown): void {
  const result = answer as APIGatewayProxyResult | undefined;
  if (typeof result?.statusCode !== "number") {
    writeProblem(response, 502, "The function's answer was not one of a proxy integration.");
    return;
  }
  response.statusCode = result.statusCode;
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    response.setHeader(name, String(value));
  }
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    response.setHeader(name, values.map(String));
  }
  response.end(Buffer.from(result.body, result.isBase64Encoded === true ? "base64" : "utf8"));
}

/** Writes an RFC 9457 problem. */
export function writeProblem(response: ServerResponse, status: number, detail: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/problem+json");
  response.end(JSON.stringify({ type: "about:blank", status, title: detail, detail }));
}
