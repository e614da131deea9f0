import middy, { type MiddyfiedHandler } from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type * as z from "zod";
import { authenticate, type Principal } from "../../core/members/authenticate.ts";
import { authorize } from "../../core/members/authorize.ts";
import { requireWriting } from "../../core/members/credential-reach.ts";
import type { Member } from "../../core/members/port.ts";
import { compression } from "../runtime/http-compression.ts";
import { conditionalGet } from "../runtime/http-conditional.ts";
import { securityHeaders } from "../runtime/http-headers.ts";
import { problems, RefusalError } from "../runtime/http-problem.ts";
import { type HttpRequest, readRequest } from "../runtime/http-request.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { type MatchedRoute, matchRoute } from "./match-route.ts";
import { recordChange } from "./record-change.ts";
import { segment } from "./route.ts";
import { routes } from "./routes.ts";

/** The largest body that this API takes names 500 repositories of 256 characters each. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * The REST API of the product. A request is matched with a line of the route table, its
 * sender with the line's rule, its query and body with the line's schemas, in this order.
 */
export function createHandler(
  dependencies: ApiDependencies,
): MiddyfiedHandler<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(securityHeaders())
    .use(problems(dependencies.log))
    .use(compression())
    .use(conditionalGet())
    .handler((event) => answer(dependencies, event));
}

async function answer(
  dependencies: ApiDependencies,
  event: APIGatewayProxyEvent,
): Promise<APIGatewayProxyResult> {
  const request = readRequest(event, MAX_BODY_BYTES);
  const matched = matchRoute(routes, request.method, request.path);
  const { route, path } = matched;
  const admitted = await admit(dependencies, request, matched);
  const context = {
    dependencies,
    path,
    query: checked(route.query, request.query, "query"),
    body: route.body && checked(route.body, jsonOf(request), "body"),
    accountId: request.accountId,
    role: admitted.member?.role,
    ...admitted,
  };
  const content = await route.handle(context);
  if (route.method !== "GET") {
    await recordChange(route, context, content, event.requestContext.requestId);
  }
  return {
    statusCode: route.status,
    headers: { "content-type": "application/json", ...(await route.headers?.(context)) },
    body: JSON.stringify(content),
  };
}

/** Who asks, and as what. */
interface Admitted {
  readonly principal: Principal | undefined;
  readonly member: Member | undefined;
}

/** @throws {PermanentError} `unauthenticated`, `organization-not-found`, `forbidden` */
async function admit(
  { members, identityProvider, now, log }: ApiDependencies,
  request: HttpRequest,
  matched: MatchedRoute,
): Promise<Admitted> {
  const { access, method } = matched.route;
  if (access === "public") return { principal: undefined, member: undefined };
  const principal = await authenticate(
    {
      members,
      identityProvider,
      now,
      onTouchFailed: (tokenId, error) => {
        log.warn("use of a token not recorded", { tokenId, error });
      },
    },
    request.headers["authorization"],
  );
  const member =
    access === "authenticated"
      ? undefined
      : await authorize(members, principal, segment(matched, "organization"), access);
  if (method !== "GET") requireWriting(principal);
  return { principal, member };
}

/** No body is an empty object: the schema says what it lacks. */
function jsonOf({ body }: HttpRequest): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new RefusalError("invalid-request", "The body is not JSON. Send one JSON object.", {
      errors: [{ path: "body", message: error instanceof Error ? error.message : "not JSON" }],
    });
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: "query" | "body"): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    path: [where, ...issue.path].join("."),
    message: issue.message,
  }));
  throw new RefusalError(
    "invalid-request",
    `The ${where} does not fit: ${errors.map(({ path, message }) => `${path}: ${message}`).join("; ")}. GET /v1/openapi.json says what is taken.`,
    { errors },
  );
}
