import type { CustomResourceResponse } from "../contract/custom-resource.ts";

/** Names one request of CloudFormation. */
export interface SetupRequestKey {
  /** ARN of the stack. */
  readonly stackId: string;
  readonly requestId: string;
}

/** What taking a request gives. */
export type TakenRequest =
  /** Somebody else works on it, until at most the lease's end. */
  | { readonly kind: "busy" }
  /** It is the caller's; `answer` when an earlier attempt had decided on one. */
  | { readonly kind: "taken"; readonly answer?: CustomResourceResponse };

/** Port: what is known of CloudFormation's requests. Errors: `TransientError`. */
export interface SetupRequestStore {
  /** Leases a request, unless another lease is alive. */
  take(key: SetupRequestKey, owner: string, now: Date, leaseUntil: Date): Promise<TakenRequest>;
  /**
   * Writes the answer down before it is sent, so that every repetition gives the same.
   * @returns False, and nothing changed, when the lease is somebody else's by now.
   */
  decide(key: SetupRequestKey, owner: string, answer: CustomResourceResponse): Promise<boolean>;
  /** Ends the lease, if it is still the owner's. */
  release(key: SetupRequestKey, owner: string): Promise<void>;
  /** Records that a stack asked for the deletion of its setup. Keeps the latest time. */
  markDeleted(stackId: string, sentAt: Date): Promise<void>;
  /** When a stack last asked for that, by SNS's clock. Consistent. */
  deletedAt(stackId: string): Promise<Date | undefined>;
}

/** Port: messages of SNS that were taken already. Errors: `TransientError`. */
export interface SeenMessageStore {
  has(messageId: string): Promise<boolean>;
  /** @param until After it the message is too old anyway. */
  add(messageId: string, until: Date): Promise<void>;
}

/** A session of a customer's role, as its adapter knows it. */
export interface CustomerSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A role that a customer's stack has created for us, and what a session of it may write. */
export interface RoleTarget {
  readonly roleArn: string;
  /** ARN of the secret; absent: the role is only proved. */
  readonly secretArn?: string;
}

/** Port: what setting up asks of a customer's account. */
export interface CustomerAccount {
  /**
   * Assumes a role with, without (undefined), or with another external ID. The session may
   * write the secret and nothing else; without a secret it may do nothing.
   *
   * @returns `refused` for AccessDenied alone: a role that is not there (yet) answers it, too.
   * @throws TransientError when AWS throttles or fails: that is no refusal
   */
  assume(target: RoleTarget, externalId: string | undefined): Promise<CustomerSession | "refused">;
  /**
   * Writes a new current version of a secret.
   * @throws PermanentError `secret-not-writable` with AWS's reason; TransientError
   */
  putSecret(session: CustomerSession, secretArn: string, value: string): Promise<void>;
}

/** Port: what the setup endpoint asks of SNS. Both go to hosts that the caller has built itself. */
export interface SnsNetwork {
  /** @returns PEM, of bounded size. @throws TransientError; PermanentError `certificate-not-found` */
  certificate(url: URL): Promise<string>;
  /** @throws TransientError; PermanentError `subscription-refused` */
  confirmSubscription(url: URL): Promise<void>;
}

/** Port: answers CloudFormation. */
export interface StackResponder {
  /**
   * PUTs an answer to a presigned URL whose host was checked.
   * @throws PermanentError `response-refused` when it is expired or refused; TransientError
   */
  respond(url: URL, response: CustomResourceResponse): Promise<void>;
}
