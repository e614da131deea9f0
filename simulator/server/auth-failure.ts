import { AwsError } from "../service.ts";

/** Who answers: services have different names for the same refusal. */
export type Dialect = "json" | "query" | "s3";

/** Why a request was not accepted before any operation saw it. */
export type AuthFailure =
  | "unsigned"
  | "malformed"
  | "unknown-key"
  | "bad-token"
  | "expired-token"
  | "bad-signature"
  | "bad-region"
  | "skewed"
  | "expired-link";

/** Code and status for JSON services, for query services, for S3. */
const ANSWERS: Readonly<Record<AuthFailure, Readonly<Record<Dialect, readonly [string, number]>>>> =
  {
    unsigned: {
      json: ["MissingAuthenticationTokenException", 400],
      query: ["MissingAuthenticationToken", 403],
      s3: ["AccessDenied", 403],
    },
    malformed: {
      json: ["IncompleteSignatureException", 400],
      query: ["IncompleteSignature", 400],
      s3: ["AuthorizationHeaderMalformed", 400],
    },
    "unknown-key": {
      json: ["UnrecognizedClientException", 400],
      query: ["InvalidClientTokenId", 403],
      s3: ["InvalidAccessKeyId", 403],
    },
    "bad-token": {
      json: ["UnrecognizedClientException", 400],
      query: ["InvalidClientTokenId", 403],
      s3: ["InvalidToken", 400],
    },
    "expired-token": {
      json: ["ExpiredTokenException", 400],
      query: ["ExpiredToken", 403],
      s3: ["ExpiredToken", 400],
    },
    "bad-signature": {
      json: ["InvalidSignatureException", 400],
      query: ["SignatureDoesNotMatch", 403],
      s3: ["SignatureDoesNotMatch", 403],
    },
    "bad-region": {
      json: ["InvalidSignatureException", 400],
      query: ["SignatureDoesNotMatch", 403],
      s3: ["AuthorizationHeaderMalformed", 400],
    },
    skewed: {
      json: ["InvalidSignatureException", 400],
      query: ["SignatureDoesNotMatch", 403],
      s3: ["RequestTimeTooSkewed", 403],
    },
    "expired-link": {
      json: ["InvalidSignatureException", 400],
      query: ["SignatureDoesNotMatch", 403],
      s3: ["AccessDenied", 403],
    },
  };

/** The refusal as the service at hand words it. */
export function authError(failure: AuthFailure, dialect: Dialect, message: string): AwsError {
  const [code, status] = ANSWERS[failure][dialect];
  return new AwsError(code, message, status);
}
