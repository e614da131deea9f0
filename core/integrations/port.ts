import type { Activation, IntegrationStatus } from "../contract/vocabulary.ts";

/** A key by which a customer's events are recognised: only its hash is kept. */
export interface KeyHash {
  /** sha256 of the whole key, hex. */
  readonly sha256: string;
  readonly createdAt: string;
  /** ISO 8601; absent while it is the current one. A rotated key lives on for a while. */
  readonly expiresAt?: string;
  /** ARN of the secret that holds the key; absent until it was written there. */
  readonly secretArn?: string;
}

/** The customer's stack, where its registry is, and how to get in. */
export interface Connection {
  /** AWS account of the customer, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** ARN of AssumeRoleEcrAccess. */
  readonly roleArn: string;
  /** ARN of ScoutAPICredentials. */
  readonly secretArn: string;
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
  readonly createdAt: string;
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
   * Claims a registry for an integration: one conditional write.
   *
   * @param insteadOf The integration that may lose its claim.
   * @returns The integration that has it now: this one, or another that keeps it.
   */
  claimRegistry(claim: RegistryClaim, integrationId: string, insteadOf?: string): Promise<string>;
  /** Gives a claim up, if the integration has it. */
  releaseRegistry(claim: RegistryClaim, integrationId: string): Promise<void>;
}
