import type { RepositoryKey } from "../../core/images/image-store.ts";
import type { ImageKey } from "../../core/images/port.ts";
import type { RegistryClaim } from "../../core/integrations/port.ts";
import type { SetupRequestKey } from "../../core/integrations/setup-port.ts";

/** Primary key of an item (docs/adr/0002-data-model.md). */
export interface TableKey {
  readonly PK: string;
  readonly SK: string;
}

/** Sort keys of a repository's images begin with it. */
export const IMAGE_PREFIX = "IMAGE#";
/** Sort keys of an organization's repositories begin with it. */
export const REPOSITORY_PREFIX = "REPOSITORY#";
/** Sort keys of entries of integrations begin with it, in both kinds of list. */
export const INTEGRATION_PREFIX = "INTEGRATION#";
/** Sort keys of entries of enrollments begin with it. */
export const ENROLLMENT_PREFIX = "ENROLLMENT#";
/** Sort keys of an integration's months begin with it. */
export const MONTH_PREFIX = "MONTH#";

/** Partition of a repository's images and tags. */
export function repositoryPartition({
  organizationId,
  registry,
  repository,
}: RepositoryKey): string {
  return `ORG#${organizationId}#REPO#${registry}/${repository}`;
}

/** Partition of what belongs to an organization. */
export function organizationPartition(organizationId: string): string {
  return `ORG#${organizationId}`;
}

export function imageKey(key: ImageKey): TableKey {
  return { PK: repositoryPartition(key), SK: `${IMAGE_PREFIX}${key.digest}` };
}

export function tagKey(key: RepositoryKey, tag: string): TableKey {
  return { PK: repositoryPartition(key), SK: `TAG#${tag}` };
}

export function repositoryKey(key: RepositoryKey): TableKey {
  return {
    PK: organizationPartition(key.organizationId),
    SK: `${REPOSITORY_PREFIX}${key.registry}/${key.repository}`,
  };
}

export function integrationKey(integrationId: string): TableKey {
  return { PK: `INTEGRATION#${integrationId}`, SK: "INTEGRATION" };
}

export function checkKey(integrationId: string): TableKey {
  return { ...integrationKey(integrationId), SK: "CHECK" };
}

export function removalKey(integrationId: string): TableKey {
  return { ...integrationKey(integrationId), SK: "REMOVAL" };
}

export function activityKey(integrationId: string): TableKey {
  return { ...integrationKey(integrationId), SK: "ACTIVITY" };
}

/** @param month `2026-11` */
export function monthKey(integrationId: string, month: string): TableKey {
  return { ...integrationKey(integrationId), SK: `${MONTH_PREFIX}${month}` };
}

export function integrationEntryKey(organizationId: string, integrationId: string): TableKey {
  return {
    PK: organizationPartition(organizationId),
    SK: `${INTEGRATION_PREFIX}${integrationId}`,
  };
}

export function enrollmentKey(enrollmentId: string): TableKey {
  return { PK: `ENROLLMENT#${enrollmentId}`, SK: "ENROLLMENT" };
}

export function enrollmentEntryKey(organizationId: string, enrollmentId: string): TableKey {
  return { PK: organizationPartition(organizationId), SK: `${ENROLLMENT_PREFIX}${enrollmentId}` };
}

/** Partition of the entries of all organizations' integrations that begin with a digit. */
export function integrationsPartition(digit: string): string {
  return `INTEGRATIONS#${digit}`;
}

export function integrationRoundKey(integrationId: string): TableKey {
  return {
    PK: integrationsPartition(integrationId.slice(0, 1)),
    SK: `${INTEGRATION_PREFIX}${integrationId}`,
  };
}

export function registryClaimKey({ organizationId, account, region }: RegistryClaim): TableKey {
  return { PK: organizationPartition(organizationId), SK: `REGISTRY#${account}/${region}` };
}

export function setupRequestKey({ stackId, requestId }: SetupRequestKey): TableKey {
  return { PK: `SETUP#${stackId}`, SK: `REQUEST#${requestId}` };
}

export function setupDeletedKey(stackId: string): TableKey {
  return { PK: `SETUP#${stackId}`, SK: "DELETED" };
}

export function seenMessageKey(messageId: string): TableKey {
  return { PK: `SNS#${messageId}`, SK: "MESSAGE" };
}
