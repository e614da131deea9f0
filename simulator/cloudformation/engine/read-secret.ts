import { textOf } from "../providers/call-if-exists.ts";
import type { CallService } from "../providers/provider.ts";
import type { ReadSecret } from "../template/dynamic-references.ts";
import { validationError } from "../template/validation-error.ts";

/** Reads secrets with the rights of the stack's principal; of the stack's own Region only. */
export function readSecret(call: CallService, region: string): ReadSecret {
  return async ({ secretId, versionStage, versionId }) => {
    const [prefix, , , secretRegion] = secretId.split(":");
    if (prefix === "arn" && secretRegion !== region) {
      throw validationError(`Secrets Manager can't find the secret ${secretId} in ${region}`);
    }
    const value = await call("secretsmanager", "GetSecretValue", {
      SecretId: secretId,
      ...(versionStage === undefined ? {} : { VersionStage: versionStage }),
      ...(versionId === undefined ? {} : { VersionId: versionId }),
    });
    return textOf(value, "SecretString");
  };
}
