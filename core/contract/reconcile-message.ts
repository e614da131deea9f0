import * as z from "zod";
import { RepositoryName } from "./ecr-event.ts";

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

/** Whatever the reconcile queue holds. */
export const ReconcileMessage = z.discriminatedUnion("kind", [
  RegistryListing,
  RepositoryActivated,
  RepositoryDeleted,
  IntegrationRemoved,
]);
export type ReconcileMessage = z.infer<typeof ReconcileMessage>;
