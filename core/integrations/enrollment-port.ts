import type { Activation, Delivery } from "../contract/vocabulary.ts";

/** Who is not asked for approval: these accounts, or whoever has the token. */
export type AllowedAccounts = readonly string[] | "*";

/** An integration that was put to wait, and the account that asks to be let in. */
export interface WaitingIntegration {
  readonly integrationId: string;
  readonly account: string;
}

/**
 * What the stacks of many accounts are launched with, all with the same parameters: each account
 * and Region gets an integration of its own. Times are ISO 8601.
 */
export interface Enrollment {
  /** 16 hexadecimal digits. */
  readonly enrollmentId: string;
  readonly organizationId: string;
  /** Goes up by 1 with each change. */
  readonly version: number;
  /** For people. */
  readonly name: string;
  /** Nobody can guess it: each stack makes `<prefix>-<account>-<Region>` of it. */
  readonly externalIdPrefix: string;
  /** `<enrollmentId>.<secret>`: does not expire, since accounts join later. */
  readonly setupToken: string;
  /**
   * sha256 of the tokens before it, hex, the latest first: stacks that were launched with them
   * go on, new ones are refused.
   */
  readonly formerTokens: readonly string[];
  readonly allowedAccounts: AllowedAccounts;
  /** Of the integrations that come of it. */
  readonly activation: Activation;
  /** How pushes are learned of; absent: by events, which not every Region can send. */
  readonly delivery?: Delivery;
  /** What their roles may read; absent: all repositories. */
  readonly scope?: readonly string[];
  /**
   * Integrations that were put to wait for approval, of which some may have been approved or
   * removed since; at most `MAX_WAITING`.
   */
  readonly waiting: readonly WaitingIntegration[];
  /** When those were last left out of `waiting` that wait no more. */
  readonly waitingSettledAt?: string;
  readonly createdAt: string;
  /** A closed one takes no new stacks; those that are connected stay. */
  readonly closedAt?: string;
}

/** Port: enrollments. Errors: `TransientError` when the store is unavailable. */
export interface EnrollmentStore {
  /** Consistent. */
  get(enrollmentId: string): Promise<Enrollment | undefined>;
  /** @throws PermanentError `enrollment-exists` */
  create(enrollment: Enrollment): Promise<void>;
  /**
   * Writes a changed enrollment whole, with `version + 1`.
   *
   * @param next As it is to be, with the `version` that was read.
   * @returns False, and nothing changed, when somebody else has changed it since.
   */
  replace(next: Enrollment): Promise<boolean>;
  /** Of one organization, closed ones included, by identifier. */
  list(organizationId: string): Promise<readonly Enrollment[]>;
}
