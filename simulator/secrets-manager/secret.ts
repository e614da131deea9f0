import { AwsError } from "../service.ts";

/** What a version of a secret holds: one of the two. */
export interface SecretValue {
  readonly secretString?: string | undefined;
  /** Base64. */
  readonly secretBinary?: string | undefined;
}

/** One version of a secret. */
export interface SecretVersion extends SecretValue {
  readonly versionId: string;
  /** AWSCURRENT, AWSPREVIOUS and labels of one's own; none: deprecated. */
  readonly stages: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A secret without its values. */
export interface Secret {
  readonly arn: string;
  readonly accountId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** When it goes for good; set while it is marked for deletion. */
  readonly deletedAt: number | undefined;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export function checkSecretName(name: string): void {
  if (!/^[\w/+=.@-]{1,512}$/u.test(name)) {
    throw new AwsError(
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  }
}

/** @throws AwsError InvalidParameterException unless exactly one of the two is there, 64 KiB at most. */
export function checkSecretValue({ secretString, secretBinary }: SecretValue): void {
  if (secretString !== undefined && secretBinary !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  const size = Buffer.byteLength(secretString ?? Buffer.from(secretBinary ?? "", "base64"));
  if (size < 1 || size > 65_536) {
    throw new AwsError("InvalidParameterException", "A secret value has 1 to 65536 bytes.");
  }
}

/** The error for a secret that does not exist. */
export function noSuchSecret(): AwsError {
  return new AwsError(
    "ResourceNotFoundException",
    "Secrets Manager can't find the specified secret.",
  );
}
