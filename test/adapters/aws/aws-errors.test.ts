import { describe, expect, test } from "@jest/globals";
import { translated } from "../../../adapters/aws/aws-errors.ts";
import { PermanentError, TransientError } from "../../../core/errors.ts";

/** An error as the SDK throws it. */
function sdkError(name: string, more: object = {}): Error {
  return Object.assign(new Error(`${name} happened`), { name, ...more });
}

describe("errors of AWS", () => {
  test.each([
    ["ThrottlingException", {}],
    ["ProvisionedThroughputExceededException", {}],
    ["TimeoutError", {}],
    ["SomeNewError", { $metadata: { httpStatusCode: 503 } }],
    ["SomeNewError", { $metadata: { httpStatusCode: 429 } }],
    ["SomeNewError", { $retryable: {} }],
    ["Error", { code: "ECONNRESET" }],
    ["Error", { code: "EAI_AGAIN" }],
  ])("%s %j may pass", async (name, more) => {
    const error = sdkError(name, more);
    const call = translated("dynamodb", () => Promise.reject(error));
    await expect(call).rejects.toBeInstanceOf(TransientError);
    await expect(call).rejects.toMatchObject({ code: "dynamodb-unavailable", cause: error });
  });

  test.each(["AccessDenied", "AccessDeniedException"])("%s is for good", async (name) => {
    const call = translated("ecr", () => Promise.reject(sdkError(name)));
    await expect(call).rejects.toBeInstanceOf(PermanentError);
    await expect(call).rejects.toMatchObject({
      code: "access-denied",
      message: expect.stringMatching(/^ECR refused access: .* then retry\.$/),
    });
  });

  test.each([
    ["sts", "STS"],
    ["secretsmanager", "Secrets Manager"],
    ["cloudformation", "CloudFormation"],
    ["eventbridge", "EventBridge"],
  ] as const)("of a fresh session say nothing about a customer: %s", async (service, name) => {
    const unknown = sdkError("InvalidClientTokenId");
    await expect(translated(service, () => Promise.reject(unknown))).rejects.toMatchObject({
      name: "TransientError",
      code: `${service}-unavailable`,
    });
    const refusal = sdkError("AccessDenied");
    await expect(translated(service, () => Promise.reject(refusal))).rejects.toMatchObject({
      code: "access-denied",
      message: expect.stringContaining(`${name} refused access`),
    });
  });

  test.each([
    sdkError("ConditionalCheckFailedException", { $metadata: { httpStatusCode: 400 } }),
    sdkError("RepositoryNotFoundException"),
    // Of our own bucket: a deployment will mend it.
    sdkError("AccessDenied"),
    new TypeError("a bug"),
  ])("%s is thrown as it is", async (error) => {
    await expect(translated("s3", () => Promise.reject(error))).rejects.toBe(error);
  });
});
