import type { Page } from "../contract/page.ts";
import type { Retention } from "../contract/retention.ts";
import type {
  Activation,
  Approval,
  Delivery,
  IntegrationStatus,
  Layout,
} from "../contract/vocabulary.ts";

/** A key by which a customer's events are recognised: only its hash is kept. */
export interface KeyHash {
  /** sha256 of the whole key, hex. */
  readonly sha256: string;
  readonly createdAt: string;
  /** ISO 8601; absent while it is the current one. A rotated key lives on for a while. */
  readonly expiresAt?: string;
  /**
   * When an owner revoked it, since others may know it: it is not taken from then on, and kept so
   * that whoever comes with it is told.
   */
  readonly revokedAt?: string;
  /**
   * ARN of the secret that holds the key, or of the Connection that a rotation gave it to; absent
   * until it was given to either.
   */
  readonly secretArn?: string;
}

/** The customer's stack, where its registry is, and how to get in. */
export interface Connection {
  /** AWS account of the customer, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** ARN of AssumeRoleEcrAccess. */
  readonly roleArn: string;
  /**
   * ARN of AssumeRoleScoutSetup, in layouts where the secret has a role of its own: it writes
   * ScoutAPICredentials and nothing else; everything else goes by `roleArn`.
   */
  readonly setupRoleArn?: string;
  /** ARN of ScoutAPICredentials; absent where nothing sends events (delivery `poll`). */
  readonly secretArn?: string;
  /** ARN of the customer's stack. */
  readonly stackId: string;
  readonly templateVersion: string;
  /** When the stack's first message bound it. */
  readonly boundAt: string;
  /** When the stack said that everything exists; absent until then. */
  readonly connectedAt?: string;
  /** When a stack of this registry was complete first: from then on the integration keeps its account and Region. */
  readonly firstConnectedAt?: string;
  /** When the stack said that it is being deleted: its key is revoked, its data stays. */
  readonly deletedAt?: string;
  /** What the stack's last message named: what checks and rotation look at. */
  readonly resources?: {
    readonly connectionArn: string;
    readonly apiDestinationArn: string;
    readonly ruleArns: readonly string[];
  };
}

/** Repositories that are analysed because of their names, those that come later, too. */
export interface ActivatedPattern {
  /** For example `team/*` (core/images/activation-pattern.ts). */
  readonly pattern: string;
  /** ISO 8601: since when. */
  readonly since: string;
  /** So many of the latest images of each are analysed when it is first seen; absent: one. */
  readonly latest?: number;
}

/** One registry of an organization: account and Region. Times are ISO 8601. */
export interface Integration {
  readonly integrationId: string;
  readonly organizationId: string;
  /** Goes up by 1 with each change. */
  readonly version: number;
  readonly status: IntegrationStatus;
  /** What happened, why, and what to do. */
  readonly statusReason?: string;
  /** Not a secret: what our AssumeRole calls must name (AWS, "confused deputy"). */
  readonly externalId: string;
  /** `<integrationId>.<secret>`, in the path of the stack's setup endpoint. Owners see it in the link. */
  readonly setupToken: string;
  readonly keyHashes: readonly KeyHash[];
  readonly activation: Activation;
  /** Since when it is `all`; absent: since it was created. */
  readonly allSince?: string;
  /** So many of the latest images of each repository are analysed when it is first seen; absent: one. */
  readonly latest?: number;
  /** Analysed beside what was chosen; absent: none. */
  readonly activationPatterns?: readonly ActivatedPattern[];
  /** Of its repositories that have none of their own; absent: everything is kept. */
  readonly retention?: Retention;
  /** Form of its stack; absent: `current`. */
  readonly layout?: Layout;
  /** Absent: `events`. */
  readonly delivery?: Delivery;
  /** Repositories that the role may read: names, or beginnings of names with `*`; absent: all. */
  readonly scope?: readonly string[];
  readonly createdAt: string;
  /** After it the setup token launches no new stack; absent: never. */
  readonly tokenExpiresAt?: string;
  /** Of which it came; absent: somebody created it. */
  readonly enrollment?: {
    readonly enrollmentId: string;
    /** While it is `waiting`, nothing of its registry is read. */
    readonly approval: Approval;
    /** When one that waited was let in: what was pushed before is no push that was missed. */
    readonly approvedAt?: string;
  };
  /** Absent until a stack was bound to it. */
  readonly connection?: Connection;
  /** A removed integration is kept as a tombstone, so that its events are told apart. */
  readonly removedAt?: string;
}

/** An integration to which a stack is bound. */
export interface ConnectedIntegration extends Integration {
  readonly connection: Connection;
}

/** A registry of an organization, to which at most one of its integrations belongs. */
export interface RegistryClaim {
  readonly organizationId: string;
  readonly account: string;
  readonly region: string;
}

/** Port: integrations. Errors: `TransientError` when the store is unavailable. */
export interface IntegrationStore {
  /** Consistent. */
  get(integrationId: string): Promise<Integration | undefined>;
  /** @throws PermanentError `integration-exists` */
  create(integration: Integration): Promise<void>;
  /**
   * Writes a changed integration whole, with `version + 1`.
   *
   * @param next As it is to be, with the `version` that was read.
   * @returns False, and nothing changed, when somebody else has changed it since.
   */
  replace(next: Integration): Promise<boolean>;
  /** Of one organization, without tombstones, by identifier. */
  list(organizationId: string): Promise<readonly Integration[]>;
  /**
   * Identifiers of the integrations of all organizations that begin with this digit, for work on
   * a schedule. It may name one that is gone.
   *
   * @param digit Hexadecimal: what an identifier begins with.
   */
  listAll(digit: string, cursor?: string): Promise<Page<string>>;
  /**
   * Claims a registry for an integration: one conditional write.
   *
   * @param insteadOf The integration that may lose its claim.
   * @returns The integration that has it now: this one, or another that keeps it.
   */
  claimRegistry(claim: RegistryClaim, integrationId: string, insteadOf?: string): Promise<string>;
  /** Gives a claim up, if the integration has it. */
  releaseRegistry(claim: RegistryClaim, integrationId: string): Promise<void>;
}
