import { PermanentError, TransientError } from "../../core/errors.ts";

/** Services whose errors are translated, as people know them. */
export type AwsService =
  "dynamodb" | "s3" | "sqs" | "sts" | "ecr" | "secretsmanager" | "cloudformation" | "eventbridge";

const SERVICE_NAMES: Record<AwsService, string> = {
  dynamodb: "DynamoDB",
  s3: "S3",
  sqs: "SQS",
  sts: "STS",
  ecr: "ECR",
  secretsmanager: "Secrets Manager",
  cloudformation: "CloudFormation",
  eventbridge: "EventBridge",
};

/** Reached as a customer's role: a refusal is the customer's decision, and for good. */
const OF_CUSTOMERS: ReadonlySet<AwsService> = new Set([
  "sts",
  "ecr",
  "secretsmanager",
  "cloudformation",
  "eventbridge",
]);

/** Error names that AWS's services use for a refusal. */
const DENIED = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "UnauthorizedOperation",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
]);

/**
 * Error names for credentials that AWS does not take, before it looks at any right: of STS our
 * own, of the others those of a session that STS has just given. Both are mended by a
 * deployment or by time, and neither says anything about a customer.
 */
const NOT_AUTHENTICATED = new Set([
  "CredentialsProviderError",
  "IncompleteSignature",
  "IncompleteSignatureException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
]);
const OF_FRESH_CREDENTIALS: ReadonlySet<AwsService> = new Set([
  "sts",
  "secretsmanager",
  "cloudformation",
  "eventbridge",
]);

/** Error names that pass: throttling, time-outs and credentials that are replaced by the SDK. */
const TRANSIENT = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "Throttling",
  "TooManyRequestsException",
  "LimitExceededException",
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "PriorRequestNotComplete",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "TransactionInProgressException",
  "InternalServerError",
  "InternalFailure",
  "ServerException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "TimeoutError",
  "AbortError",
  "ExpiredToken",
  "ExpiredTokenException",
  "NetworkingError",
  "KmsThrottled",
  "RequestThrottled",
]);

/** The name by which the AWS SDK tells one error from another, or "". */
export function awsErrorName(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Whether a service has refused what it was asked: asking again changes nothing. */
export function isServiceRefusal(error: unknown): error is Error {
  return error instanceof Error && (error as { $fault?: unknown }).$fault === "client";
}

/**
 * Runs a call of the AWS SDK and turns its errors into ours: a customer's refusal into
 * `PermanentError` `access-denied`, throttling, time-outs and server errors into
 * `TransientError`. Everything else is thrown as it is: a condition that failed or a thing that
 * isn't there, since the caller knows what it means; a bug, or a refusal by a service of our
 * own, since a corrected deployment mends it and the message has to be there then.
 */
export async function translated<T>(service: AwsService, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(service, error);
  }
}

function translate(service: AwsService, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const name = SERVICE_NAMES[service];
  const notAuthenticated = NOT_AUTHENTICATED.has(error.name) && OF_FRESH_CREDENTIALS.has(service);
  if (!notAuthenticated && DENIED.has(error.name) && OF_CUSTOMERS.has(service)) {
    return new PermanentError(
      "access-denied",
      `${name} refused access: ${error.message}. Check the permissions of the role, then retry.`,
      { cause: error },
    );
  }
  const passes = TRANSIENT.has(error.name) || isServerFault(error) || isNetworkError(error);
  if (notAuthenticated || passes) {
    return new TransientError(
      `${service}-unavailable`,
      `${name} did not answer as it should (${error.name}: ${error.message}). It is tried again.`,
      { cause: error },
    );
  }
  return error;
}

/** The SDK says of each service error whose fault it was and with which status it came. */
function isServerFault(error: Error): boolean {
  const { $metadata, $retryable } = error as {
    $metadata?: { httpStatusCode?: number };
    $retryable?: unknown;
  };
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 500 || status === 429 || $retryable !== undefined;
}

/** Errors of the connection carry Node's own code and no answer. */
function isNetworkError(error: Error): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    typeof code === "string" &&
    /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR)/.test(code)
  );
}
