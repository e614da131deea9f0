import { aws_apigateway as apigateway } from "aws-cdk-lib";

/** What API Gateway itself answers, in the form that the functions answer in (RFC 9457). */
const PROBLEMS: readonly {
  readonly type: apigateway.ResponseType;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Another than API Gateway's own. */
  readonly status?: number;
}[] = [
  {
    // Its name for a route that does not exist.
    type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    code: "route-not-found",
    title: "There is nothing at this address",
    detail: "There is nothing at this address. GET /v1/openapi.json describes what there is.",
  },
  {
    type: apigateway.ResponseType.THROTTLED,
    code: "too-many-requests",
    title: "Too many requests",
    detail: "More requests came than are taken at a time. Try again in a while.",
  },
  {
    type: apigateway.ResponseType.DEFAULT_4XX,
    code: "refused",
    title: "Refused",
    detail: "The request was refused before it reached the service.",
  },
  {
    type: apigateway.ResponseType.DEFAULT_5XX,
    code: "unavailable",
    title: "Unavailable",
    detail: "The service did not answer in time. Try again in a while.",
  },
];

/**
 * Gives API Gateway's own answers the form of a problem.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function addGatewayProblems(api: apigateway.RestApi): void {
  for (const { type, status, code, title, detail } of PROBLEMS) {
    const problem = { type: `urn:ecr-scout:problem:${code}`, title, detail };
    // API Gateway fills the identifier in, which is in its log, too.
    const template = { ...problem, requestId: "$context.requestId" };
    api.addGatewayResponse(type.responseType, {
      type,
      ...(status === undefined ? {} : { statusCode: String(status) }),
      responseHeaders: { "Content-Type": "'application/problem+json'" },
      templates: { "application/json": JSON.stringify(template) },
    });
  }
}
