import * as z from "zod";
import { ResourceStepError, type CreatedResource } from "../providers/provider.ts";
import type { JsonObject } from "../template/json.ts";
import { isJsonObject } from "../template/json.ts";
import type { CustomRequest } from "./custom-request.ts";

/**
 * CloudFormation's limits.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
const LARGEST_RESPONSE = 4096;
const LONGEST_PHYSICAL_ID = 1024;

const response = z.looseObject({
  Status: z.enum(["SUCCESS", "FAILED"]),
  Reason: z.string().nullish(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  NoEcho: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
  Data: z.custom<JsonObject>((value) => isJsonObject(value as JsonObject)).nullish(),
});

/**
 * What an answer makes of the resource.
 *
 * @param fallbackId Its physical ID where the answer gives none that is good.
 * @throws ResourceStepError with CloudFormation's reason
 */
export function readResponse(
  request: CustomRequest,
  body: string,
  fallbackId: string,
): CreatedResource {
  const fail = (reason: string, physicalId = fallbackId): never => {
    throw new ResourceStepError(reason, { physicalId });
  };
  if (Buffer.byteLength(body) > LARGEST_RESPONSE) return fail("Response object is too long.");
  const parsed = response.safeParse(parseJson(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const member = issue?.path.join(".");
    return fail(
      member === undefined || member === ""
        ? "Invalid response object: it is no JSON object."
        : `Invalid response object: invalid ${member}.`,
    );
  }
  const { data } = parsed;
  if (data.StackId !== request.stackId) return fail("Invalid StackId");
  if (data.RequestId !== request.requestId) return fail("Invalid RequestId");
  if (data.LogicalResourceId !== request.logicalId) return fail("Invalid LogicalResourceId");
  const given = data["PhysicalResourceId"];
  if (typeof given !== "string" || given === "" || Buffer.byteLength(given) > LONGEST_PHYSICAL_ID) {
    return fail("Invalid PhysicalResourceId");
  }
  if (data.Status === "FAILED") {
    return fail(
      `Received response status [FAILED] from custom resource. Message returned: ${data.Reason ?? "null"} (RequestId: ${request.requestId})`,
      given,
    );
  }
  return { physicalId: given, attributes: data.Data ?? {} };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
