import type { Activation, IntegrationStatus } from "../contract/vocabulary.ts";

/** A key by which a customer's events are recognised: only its hash is kept. */
export interface KeyHash {
  /** sha256 of the whole key, hex. */
  readonly sha256: string;
  readonly createdAt: string;
  /** ISO 8601; absent while it is the current one. A rotated key lives on for a while. */
  readonly expiresAt?: string;
}

/** Where a connected integration's registry is and how to get in. */
export interface Connection {
  /** AWS account of the customer, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** ARN of AssumeRoleEcrAccess. */
  readonly roleArn: string;
  /** ARN of the customer's stack. */
  readonly stackId: string;
  readonly connectedAt: string;
}

/** One registry of an organization: account and Region. Times are ISO 8601. */
export interface Integration {
  readonly integrationId: string;
  readonly organizationId: string;
  readonly status: IntegrationStatus;
  /** One sentence: what happened, why, and what to do. */
  readonly statusReason?: string;
  /** Not a secret: what our AssumeRole calls must name (AWS, "confused deputy"). */
  readonly externalId: string;
  readonly keyHashes: readonly KeyHash[];
  readonly activation: Activation;
  readonly createdAt: string;
  /** Absent until its stack was launched. */
  readonly connection?: Connection;
  /** A removed integration is kept as a tombstone, so that its events are told apart. */
  readonly removedAt?: string;
}

/** An integration whose stack was launched. */
export interface ConnectedIntegration extends Integration {
  readonly connection: Connection;
}

/** Port: integrations. Errors: `TransientError` when the store is unavailable. */
export interface IntegrationStore {
  get(integrationId: string): Promise<Integration | undefined>;
  /** @throws PermanentError `integration-exists` */
  create(integration: Integration): Promise<void>;
  /**
   * Records the launched stack and makes it `connected`.
   * @returns False, and nothing changed, when it is unknown, removed, or bound to another stack.
   */
  connect(integrationId: string, connection: Connection): Promise<boolean>;
  /** Of one organization, without tombstones, by identifier. */
  list(organizationId: string): Promise<readonly Integration[]>;
}
