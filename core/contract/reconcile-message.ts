import * as z from "zod";
import { RepositoryName } from "./ecr-event.ts";
import { RepositoryPattern } from "./repository-pattern.ts";

/** Images of one repository that are analysed at once, at most. */
export const MAX_LATEST = 100;

/** How many of the latest images are analysed; absent: one. */
const latestCount = z.int().min(1).max(MAX_LATEST).optional();

const common = {
  organizationId: z.string().min(1),
  integrationId: z.string().min(1),
  /** ISO 8601. */
  requestedAt: z.string(),
};

/** List the repositories of an integration's registry: new ones are written down, missing ones leave. */
export const RegistryListing = z.object({
  kind: z.literal("registry"),
  ...common,
  /** Analyse the latest image of every activated repository, not only of new ones. */
  latest: z.boolean().optional(),
  /** With `latest`: only of repositories whose names match it (core/images/activation-pattern.ts). */
  pattern: RepositoryPattern.optional(),
  /** With `latest`: so many of each. */
  latestCount,
  /**
   * Compare every activated repository with what is stored of it, too: `full`, or as far as its
   * images are `recent`.
   */
  compare: z.enum(["recent", "full"]).optional(),
  /** Names up to this one are done, in the order of their characters' codes. */
  after: z.string().optional(),
});
export type RegistryListing = z.infer<typeof RegistryListing>;

/** Analyse the latest image of a repository that was activated. */
export const RepositoryActivated = z.object({
  kind: z.literal("activated"),
  ...common,
  /** Host of the registry. */
  registry: z.string().min(1),
  repository: RepositoryName,
  latestCount,
});
export type RepositoryActivated = z.infer<typeof RepositoryActivated>;

/** A repository was deleted, an event says: ask the registry, and forget it if it is gone. */
export const RepositoryDeleted = z.object({
  kind: z.literal("deleted"),
  ...common,
  /** Host of the registry. */
  registry: z.string().min(1),
  repository: RepositoryName,
});
export type RepositoryDeleted = z.infer<typeof RepositoryDeleted>;

/** Forget all that is stored of a removed integration, one page a message. */
export const IntegrationRemoved = z.object({
  kind: z.literal("removed"),
  ...common,
  /** Where the next page starts; absent for the first. */
  cursor: z.string().optional(),
});
export type IntegrationRemoved = z.infer<typeof IntegrationRemoved>;

/** Compare one activated repository with what is stored of it. */
export const RepositoryComparison = z.object({
  kind: z.literal("repository"),
  ...common,
  /** Host of the registry. */
  registry: z.string().min(1),
  repository: RepositoryName,
  /**
   * ISO 8601: only images that were pushed since are looked at. Absent: all, and those that are
   * gone, and what is to be kept no longer.
   */
  since: z.string().optional(),
  /** Digests up to this one are done. */
  after: z.string().optional(),
  /** Where the stored images after it begin. */
  cursor: z.string().optional(),
});
export type RepositoryComparison = z.infer<typeof RepositoryComparison>;

/**
 * Forget what is stored of a repository's images, or of one of them, though the registry has
 * them: somebody asked for it. They are analysed again when they are pushed again.
 */
export const RepositoryPurge = z.object({
  kind: z.literal("purge"),
  ...common,
  /** Host of the registry. */
  registry: z.string().min(1),
  repository: RepositoryName,
  /** Absent: of all images that were pushed before `requestedAt`. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
});
export type RepositoryPurge = z.infer<typeof RepositoryPurge>;

/**
 * A pattern activates no more: its repositories are chosen no more, and purged where that is
 * wanted, from one of them on. What was before it is done.
 */
export const RepositoriesLeft = z.object({
  kind: z.literal("left"),
  ...common,
  pattern: RepositoryPattern,
  purge: z.boolean().optional(),
  cursor: z.string(),
});
export type RepositoriesLeft = z.infer<typeof RepositoriesLeft>;

/**
 * On a schedule: ask for what every integration needs now and then. Each digit with which
 * identifiers begin is a message of its own, each page of them, too.
 *
 * A round asks for what fell due in the minutes before `requestedAt` that it stands for, so that
 * what is needed seldom is not asked for by each round (core/images/reconcile-schedule.ts).
 */
export const ScheduledRound = z.object({
  kind: z.literal("round"),
  /** ISO 8601: when the schedule sent it. */
  requestedAt: z.string(),
  /** Minutes from one round of the schedule to the next; absent: 60. */
  everyMinutes: z.int().min(1).max(1440).optional(),
  /** Absent: all sixteen. */
  digit: z
    .string()
    .regex(/^[0-9a-f]$/)
    .optional(),
  cursor: z.string().optional(),
});
export type ScheduledRound = z.infer<typeof ScheduledRound>;

/** Whatever the reconcile queue holds. */
export const ReconcileMessage = z.discriminatedUnion("kind", [
  RegistryListing,
  RepositoryActivated,
  RepositoryDeleted,
  IntegrationRemoved,
  RepositoryComparison,
  RepositoryPurge,
  RepositoriesLeft,
  ScheduledRound,
]);
export type ReconcileMessage = z.infer<typeof ReconcileMessage>;

/** Whose messages wait behind each other: an organization's; those of the schedule are nobody's. */
export function tenantOfReconcileMessage(message: ReconcileMessage): string {
  return message.kind === "round" ? "schedule" : message.organizationId;
}
