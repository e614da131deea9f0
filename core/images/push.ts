import * as z from "zod";
import type { AnalysisMessage } from "../contract/analysis-request.ts";
import {
  type EcrImageActionEvent,
  EcrImageActionEvent as ImageActionSchema,
  EcrRepositoryDeletedEvent,
  EventId,
} from "../contract/ecr-event.ts";
import type { ReadModelChange } from "../contract/read-model-change.ts";
import type { ReconcileMessage } from "../contract/reconcile-message.ts";
import { PermanentError } from "../errors.ts";
import { isWaiting } from "../integrations/enrollment-approval.ts";
import type { Integration } from "../integrations/port.ts";
import { registryHostOf } from "../integrations/registry-host.ts";
import { isInScope } from "../integrations/repository-scope.ts";
import type { Queue } from "../queue.ts";
import { isActivatedByName } from "./activation.ts";
import type { ImageStore, RepositoryKey } from "./image-store.ts";
import { isIndexMediaType, requestAnalysis } from "./request-analysis.ts";
import type { RepositoryRecord, RepositoryStore } from "./repository-store.ts";

/** What `handleEcrEvent` needs. */
export interface PushDependencies {
  readonly images: Pick<ImageStore, "get" | "markQueued">;
  readonly repositories: Pick<RepositoryStore, "get" | "ensure">;
  readonly requests: Queue<AnalysisMessage>;
  readonly readModel: Queue<ReadModelChange>;
  readonly reconcile: Queue<ReconcileMessage>;
  readonly now: () => Date;
}

/**
 * Until the read model looks at a repository that a push makes known: longer than the push takes,
 * so that it is announced before it is written and yet found, whatever dies in between.
 */
const ANNOUNCEMENT_DELAY_SECONDS = 8;

/** What became of an event: a request was sent, or it is none of our business, and why. */
export type PushResult =
  { readonly kind: "accepted" } | { readonly kind: "ignored"; readonly reason: string };

/** What every event of EventBridge has. */
const Envelope = z.object({
  id: EventId,
  source: z.string(),
  account: z.string(),
  region: z.string(),
  "detail-type": z.string(),
  detail: z.record(z.string(), z.unknown()),
});
type Envelope = z.infer<typeof Envelope>;

/**
 * Takes an event of a customer's registry as a hint: asks for an analysis of what it names,
 * then records what it knows. Repeating it is harmless.
 *
 * @param integration Whose key the event came with.
 * @throws PermanentError `malformed-event`; `foreign-event` when it is of another account or
 *   Region; `not-connected` while the integration has none
 */
export async function handleEcrEvent(
  dependencies: PushDependencies,
  integration: Integration,
  body: unknown,
): Promise<PushResult> {
  const envelope = parse(Envelope, body);
  const registry = registryOf(integration, envelope);
  if (isWaiting(integration)) return ignored("its account waits for approval");
  if (envelope.source !== "aws.ecr") return ignored(`events of ${envelope.source} are not used`);
  if (isRepositoryDeletion(envelope)) {
    const event = parse(EcrRepositoryDeletedEvent, body);
    const repository = event.detail.requestParameters.repositoryName;
    return repositoryDeleted(dependencies, integration, { registry, repository }, event.id);
  }
  if (envelope["detail-type"] !== "ECR Image Action") {
    return ignored(`events of type ${envelope["detail-type"]} are not used`);
  }
  return imageAction(dependencies, integration, registry, parse(ImageActionSchema, body));
}

async function imageAction(
  dependencies: PushDependencies,
  integration: Integration,
  registry: string,
  event: EcrImageActionEvent,
): Promise<PushResult> {
  const { detail } = event;
  const action = detail["action-type"];
  if (detail.result !== "SUCCESS") return ignored(`its result is ${detail.result}`);
  if (action !== "PUSH" && action !== "DELETE") return ignored(`the action ${action} is not used`);
  const { organizationId, integrationId } = integration;
  const repository = { organizationId, registry, repository: detail["repository-name"] };
  if (!isInScope(integration.scope, repository.repository)) {
    return ignored(`the repository ${repository.repository} is out of the integration's scope`);
  }
  const activation = await activationOf(dependencies, integration, repository);
  if (activation !== "activated") {
    if (activation === "unknown" && action === "PUSH") {
      await makeKnown(dependencies, { ...repository, integrationId });
    }
    return ignored(`the repository ${repository.repository} is not activated`);
  }
  const request = {
    ...repository,
    integrationId,
    digest: detail["image-digest"],
    ...(detail["image-tag"] ? { tag: detail["image-tag"] } : {}),
    eventId: event.id,
    requestedAt: dependencies.now().toISOString(),
  };
  if (action === "DELETE") {
    await dependencies.requests.send({ ...request, cause: "delete" });
    return { kind: "accepted" };
  }
  const isIndex = isIndexMediaType(detail["manifest-media-type"]);
  await requestAnalysis(
    dependencies,
    { ...request, cause: "push" },
    isIndex ? { kind: "index" } : {},
  );
  return { kind: "accepted" };
}

/**
 * The digests of a repository may be many more than 5 seconds allow: the analysis pages them.
 * Whether the repository itself is gone is asked of the registry, too.
 */
async function repositoryDeleted(
  dependencies: PushDependencies,
  integration: Integration,
  place: { readonly registry: string; readonly repository: string },
  eventId: string,
): Promise<PushResult> {
  const { organizationId, integrationId } = integration;
  const requestedAt = dependencies.now().toISOString();
  const about = { organizationId, integrationId, ...place, requestedAt };
  await dependencies.requests.send({ scope: "repository", ...about, eventId });
  await dependencies.reconcile.send({ kind: "deleted", ...about });
  return { kind: "accepted" };
}

function isRepositoryDeletion(envelope: Envelope): boolean {
  const { detail } = envelope;
  return (
    envelope["detail-type"] === "AWS API Call via CloudTrail" &&
    detail["eventSource"] === "ecr.amazonaws.com" &&
    detail["eventName"] === "DeleteRepository" &&
    detail["errorCode"] === undefined
  );
}

/** Whether the pushes of a repository are analysed. */
async function activationOf(
  { repositories }: PushDependencies,
  integration: Integration,
  key: RepositoryKey,
): Promise<"activated" | "not-activated" | "unknown"> {
  if (isActivatedByName(integration, key.repository)) return "activated";
  const known = await repositories.get(key);
  if (known === undefined) return "unknown";
  return known.activated ? "activated" : "not-activated";
}

/**
 * Writes a repository down, that people see it and can choose it; from then on its pushes cost
 * one small read. A deletion makes none known: it may be the repository's own.
 */
async function makeKnown(
  { repositories, readModel, now }: PushDependencies,
  repository: Omit<RepositoryRecord, "activated" | "firstSeenAt">,
): Promise<void> {
  const { integrationId: _, ...key } = repository;
  await readModel.sendAll([{ kind: "repository-record", ...key }], {
    delaySeconds: ANNOUNCEMENT_DELAY_SECONDS,
  });
  await repositories.ensure({
    ...repository,
    activated: false,
    firstSeenAt: now().toISOString(),
  });
}

/** Host of the integration's registry, if the event is of its account and Region. */
function registryOf(integration: Integration, envelope: Envelope): string {
  const { connection, integrationId } = integration;
  if (connection === undefined) {
    throw new PermanentError(
      "not-connected",
      `The integration ${integrationId} has no stack yet. Its events are taken as soon as its stack is complete.`,
    );
  }
  if (connection.account !== envelope.account || connection.region !== envelope.region) {
    throw new PermanentError(
      "foreign-event",
      `The event is of account ${envelope.account} in ${envelope.region}, and the key belongs to another registry. Use the key of the integration of that account and Region.`,
    );
  }
  return registryHostOf(connection.account, connection.region);
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new PermanentError(
    "malformed-event",
    `The event has not the form of an EventBridge event of ECR: ${z.prettifyError(result.error)}`,
    { cause: result.error },
  );
}

function ignored(reason: string): PushResult {
  return { kind: "ignored", reason };
}
