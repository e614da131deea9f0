import { AwsError, type QueryService, type Service, type UnsignedOperation } from "../service.ts";
import { asAwsError, sendQuery, sendQueryError } from "./answer.ts";
import { readAuthorization } from "./authorization.ts";
import type { AwsRequest } from "./aws-request.ts";
import type { ResolveCaller } from "./caller.ts";
import { parseForm } from "./form.ts";
import { readBody } from "./request-body.ts";
import { sha256Hex } from "./signature.ts";

function findOperation(service: QueryService | undefined, action: string, version: string) {
  const operation =
    service !== undefined && Object.hasOwn(service.operations, action)
      ? service.operations[action]
      : undefined;
  if (service === undefined || operation === undefined) {
    throw new AwsError(
      "InvalidAction",
      `Could not find operation ${action} for version ${version}: the simulator does not do it`,
    );
  }
  return { service, operation };
}

function unsignedOperation(
  { unsigned = {} }: QueryService,
  action: string,
): UnsignedOperation | undefined {
  return Object.hasOwn(unsigned, action) ? unsigned[action] : undefined;
}

/**
 * Answers a request of the query protocol: a form (or a query string) of Action, Version and the
 * input's members. The version names the service.
 */
export async function answerQuery(
  { request, response, path, query, requestId, gone }: AwsRequest,
  services: readonly Service[],
  resolveCaller: ResolveCaller,
): Promise<void> {
  let xmlNamespace = "https://simulator.invalid/";
  try {
    const body = await readBody(request);
    const form = new URLSearchParams(body.toString());
    for (const [name, value] of query) form.append(name, value);
    const action = form.get("Action") ?? "";
    const version = form.get("Version") ?? "";
    const known = services
      .filter((candidate) => candidate.protocol === "query")
      .find((candidate) =>
        version === ""
          ? unsignedOperation(candidate, action) !== undefined
          : candidate.version === version,
      );
    xmlNamespace = known?.xmlNamespace ?? xmlNamespace;
    if (known !== undefined && readAuthorization(request, query) === undefined) {
      const unsigned = unsignedOperation(known, action);
      if (unsigned !== undefined) {
        sendQuery(response, known, action, requestId, await unsigned(parseForm(form)));
        return;
      }
    }
    const payloadHash = sha256Hex(body);
    const caller = resolveCaller({ request, path, query, payloadHash, dialect: "query" });
    const { service, operation } = findOperation(known, action, version);
    const output = await operation(parseForm(form), caller, gone);
    sendQuery(response, service, action, requestId, output);
  } catch (error) {
    sendQueryError(response, xmlNamespace, requestId, asAwsError(error));
  }
}
