/** Who signed a request, as IAM sees it. */
export interface Caller {
  readonly accountId: string;
  readonly region: string;
  /** As GetCallerIdentity answers: `arn:aws:iam::…:root`, or `arn:aws:sts::…:assumed-role/name/session`. */
  readonly arn: string;
  /** `aws:PrincipalArn`: for a session the ARN of its role, path included. */
  readonly principalArn: string;
  readonly accessKeyId: string;
  /** Whether the request came over TLS: `aws:SecureTransport`. */
  readonly secureTransport?: boolean;
}

/**
 * A plain tree that becomes JSON, or XML for the query protocol: arrays become `member`s, but for
 * those called `entry`, which are maps (`{entry: [{key, value}]}`).
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value };
export type Document = Readonly<Record<string, Value>>;

/**
 * An error as AWS answers it.
 * https://docs.aws.amazon.com/awsjson1_1.html and the query protocol's ErrorResponse
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;
  /** The code of the query protocol's days, for services that still send it (`x-amzn-query-error`). */
  readonly queryCode: string | undefined;
  /** Further members of the error's shape. */
  readonly members: Document;

  constructor(
    code: string,
    message: string,
    status = 400,
    details: { readonly queryCode?: string; readonly members?: Document } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.queryCode = details.queryCode;
    this.members = details.members ?? {};
  }
}

/**
 * One operation: takes the parsed input, answers the output's tree. Throws AwsError.
 * `gone` is aborted when the caller hangs up before the answer (long polls end then).
 */
export type Operation = (input: Document, caller: Caller, gone: AbortSignal) => Promise<Document>;

/** An operation that needs no caller. Throws AwsError. */
export type UnsignedOperation = (input: Document) => Promise<Document>;

/** A service that speaks AWS JSON 1.0 or 1.1: POST / with X-Amz-Target `<prefix>.<operation>`. */
export interface JsonService {
  readonly protocol: "json-1.0" | "json-1.1";
  /** For example `AmazonEC2ContainerRegistry_V20150921`. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/**
 * A service that speaks the query protocol: POST / with a form of Action and Version.
 * Operations get the form's members as a tree (`Tags.member.1.Key` → `{Tags: [{Key}]}`).
 */
export interface QueryService {
  readonly protocol: "query";
  /** Name in the signature's scope, for example `sts`. */
  readonly signingName: string;
  readonly version: string;
  readonly xmlNamespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Operations that AWS also does for a request that nobody signed, without a Version too. */
  readonly unsigned?: Readonly<Record<string, UnsignedOperation>>;
}

/**
 * IAM's answer for one action of a caller, session policy included: returns when it is allowed,
 * else throws the AwsError `AccessDeniedException` that names principal, action and resource.
 * `resource` is an ARN, or `*` for actions without resources.
 */
export type Authorize = (caller: Caller, action: string, resource: string) => void;

/** A service that the AWS endpoint routes to by itself; S3 is everything else. */
export type Service = JsonService | QueryService;
