import * as z from "zod";
import { RepositoryScope } from "./customer-stack.ts";
import { MAX_LATEST } from "./reconcile-message.ts";
import { RepositoryPattern } from "./repository-pattern.ts";
import { Retention } from "./retention.ts";
import {
  ACTIVATIONS,
  APPROVALS,
  CHECK_OUTCOMES,
  DELIVERIES,
  INTEGRATION_STATUSES,
  LAYOUTS,
  PURGE_STATES,
} from "./vocabulary.ts";

/** What launches the stack of an integration: CloudFormation's wizard with every field filled in. */
export const StackLaunch = z.object({
  /** Quick-create link of the AWS console; null where no template is published. */
  url: z.string().nullable(),
  /** Of the published template; null where none is. */
  templateUrl: z.string().nullable(),
  stackName: z.string(),
  /** Parameters of the stack by name. */
  parameters: z.record(z.string(), z.string()),
  /** After it the link launches no new stack, and a fresh one is to be fetched; null: never. */
  expiresAt: z.string().nullable(),
});
export type StackLaunch = z.infer<typeof StackLaunch>;

/** A newer template than that of an integration's stack. */
export const TemplateUpdate = z.object({
  /** Version of the template with which the stack was last updated. */
  from: z.string(),
  to: z.string(),
  /** What an update brings, for people, the latest first. */
  changes: z.array(z.string()),
  /**
   * Of the AWS console, where the stack is updated; null where no template is published, and for
   * stacks of an enrollment, which their StackSet updates.
   */
  url: z.string().nullable(),
});
export type TemplateUpdate = z.infer<typeof TemplateUpdate>;

/** What happened to an integration lately; times are null where nothing has (yet). */
export const ActivitySummary = z.object({
  /** To within a minute. */
  lastEventAt: z.string().nullable(),
  /** When one of its images was last pulled, to within a minute. */
  lastPullAt: z.string().nullable(),
  /** When its registry was last compared with what is stored. */
  lastReconciledAt: z.string().nullable(),
  /** Pushes and deletes that no event told, since it was created. */
  missedEvents: z.int().min(0),
});
export type ActivitySummary = z.infer<typeof ActivitySummary>;

/** An integration as the API shows it: never a key, nor the hash of one. */
export const IntegrationSummary = z.object({
  integrationId: z.string(),
  status: z.enum(INTEGRATION_STATUSES),
  /** The brand's word for it, for people. */
  statusLabel: z.string(),
  /** What happened, why, and what to do; null where nothing is to be said. */
  statusReason: z.string().nullable(),
  activation: z.enum(ACTIVATIONS),
  /** Of names of repositories: they are activated, too, and those that come later. */
  activationPatterns: z.array(RepositoryPattern),
  /** How long what is stored of its images is kept; null: everything is. */
  retention: Retention.nullable(),
  layout: z.enum(LAYOUTS),
  delivery: z.enum(DELIVERIES),
  /** Repositories that its role may read; null: all. */
  scope: z.array(z.string()).nullable(),
  /** By which its account connected itself; null: somebody created it. */
  enrollment: z
    .object({
      enrollmentId: z.string(),
      /** While it is `waiting`, nothing of its registry is read. */
      approval: z.enum(APPROVALS),
    })
    .nullable(),
  /** Host of its registry; null until its stack was launched. */
  registry: z.string().nullable(),
  createdAt: z.string(),
  /** Null until its stack was launched. */
  connection: z
    .object({
      accountId: z.string(),
      region: z.string(),
      roleArn: z.string(),
      stackId: z.string(),
      /** Of the AWS console, where the stack is shown. */
      stackUrl: z.string(),
      templateVersion: z.string(),
      /** Null until the stack was complete. */
      connectedAt: z.string().nullable(),
      /** Null unless the stack was deleted. */
      stackDeletedAt: z.string().nullable(),
    })
    .nullable(),
  activity: ActivitySummary,
  /** Null: its stack is of the current template, or there is none. */
  templateUpdate: TemplateUpdate.nullable(),
  /** Null until it was checked. */
  lastCheck: z.object({ outcome: z.enum(CHECK_OUTCOMES), checkedAt: z.string() }).nullable(),
  /**
   * The oldest of the advisory sources against which the registry's newest analysed image was
   * matched; null: none was, or it has no ecosystem with a source.
   */
  advisoriesAsOf: z.string().nullable(),
  /** For owners, while no complete stack is connected; else null. */
  launch: StackLaunch.nullable(),
});
export type IntegrationSummary = z.infer<typeof IntegrationSummary>;

/** An AWS Region's name. */
const Region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "an AWS Region, such as us-east-1");

/**
 * Characters of a scope: CloudFormation takes 4,096 in a parameter, and the link has to stay
 * short enough for browsers and for the console.
 */
const MAX_SCOPE_LENGTH = 2000;

/** Asks for a new integration. */
export const CreateIntegration = z.strictObject({
  activation: z.enum(ACTIVATIONS).default("selected"),
  /** When it connects, so many of the latest images of each activated repository are analysed; one if absent. */
  latest: z.int().min(1).max(MAX_LATEST).optional(),
  /** Region in which the wizard opens; the console's own choice if absent. The stack binds it. */
  region: Region.optional(),
  /** If absent, the operator's choice: `current` unless they have set another. */
  layout: z.enum(LAYOUTS).optional(),
  /** If absent, what the Region has: `events` unless it is known to lack API destinations. */
  delivery: z.enum(DELIVERIES).optional(),
  /** Repositories that its role may read: names, or beginnings of names with `*`; all if absent. */
  scope: RepositoryScope.refine(
    (entries) => entries.join(",").length <= MAX_SCOPE_LENGTH,
    "longer than the link that carries it may be: name fewer repositories, or how they begin",
  ).optional(),
});
export type CreateIntegration = z.infer<typeof CreateIntegration>;

/** Query of one integration. */
export const IntegrationQuery = z.strictObject({
  /** Region in which the wizard opens; that of its last stack, or the console's choice, if absent. */
  region: Region.optional(),
});
export type IntegrationQuery = z.infer<typeof IntegrationQuery>;

/** Changes an integration. */
export const ChangeIntegration = z
  .strictObject({
    activation: z.enum(ACTIVATIONS).optional(),
    /** With `activation: "all"`: so many of the latest images of each repository are analysed. */
    latest: z.int().min(1).max(MAX_LATEST).optional(),
    /** How long what is stored of its images is kept; null: everything is. */
    retention: Retention.nullable().optional(),
  })
  .refine(
    ({ activation, retention }) => activation !== undefined || retention !== undefined,
    "changes nothing: give activation, retention or both",
  )
  .refine(({ activation, latest }) => latest === undefined || activation === "all", {
    error: '`latest` says what is analysed, which takes `activation: "all"`',
  });
export type ChangeIntegration = z.infer<typeof ChangeIntegration>;

/** What was removed with an integration; times are ISO 8601. It is counted before it goes. */
export const IntegrationPurge = z.object({
  state: z.enum(PURGE_STATES),
  /** Null until it begins, some seconds after the removal. */
  startedAt: z.string().nullable(),
  /** Null while something is left. */
  finishedAt: z.string().nullable(),
  repositories: z.int().min(0),
  /** Images of one platform each, with all that was found in them. */
  images: z.int().min(0),
  /** Records of indexes, attestations and other artifacts, and of images deleted before. */
  others: z.int().min(0),
  tags: z.int().min(0),
  /** Bills of materials and findings. */
  documents: z.int().min(0),
});
export type IntegrationPurge = z.infer<typeof IntegrationPurge>;

/** A removed integration, what went with it, and what is left to do. */
export const RemovedIntegration = z.object({
  integrationId: z.string(),
  removedAt: z.string(),
  /** The stack that is left to delete in the customer's account; null when there is none. */
  stack: z
    .object({
      stackId: z.string(),
      /** Of the AWS console. */
      url: z.string(),
    })
    .nullable(),
  /** Null: it is so long ago (90 days) that nobody knows any more what it was. */
  purge: IntegrationPurge.nullable(),
});
export type RemovedIntegration = z.infer<typeof RemovedIntegration>;

/** Something was asked for that takes a while: a listing, a check, a new key. */
export const IntegrationRequestAccepted = z.object({
  integrationId: z.string(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
export type IntegrationRequestAccepted = z.infer<typeof IntegrationRequestAccepted>;

/** Asks for a new key. */
export const RotateKey = z.strictObject({
  /**
   * Since others may know the key: it is refused from now on, rather than taken for another day.
   */
  revokeOld: z.boolean().default(false),
});
export type RotateKey = z.infer<typeof RotateKey>;

/** Query of what an integration used. */
export const UsageQuery = z.strictObject({
  /** How many months, this one included. */
  months: z.coerce.number().int().min(1).max(13).default(13),
});
export type UsageQuery = z.infer<typeof UsageQuery>;

/** What an integration used in one month, and what that cost the account of its registry. */
export const MonthOfUsage = z.object({
  /** `2026-11`, UTC. */
  month: z.string(),
  events: z.int().min(0),
  analyses: z.int().min(0),
  /** Compressed bytes that were pulled, and those that were not since their layers were known. */
  bytesPulled: z.int().min(0),
  bytesKnown: z.int().min(0),
  /** US dollars, by the prices of the estimate. */
  cost: z.object({
    secret: z.number(),
    events: z.number(),
    egress: z.number(),
    total: z.number(),
  }),
});
export type MonthOfUsage = z.infer<typeof MonthOfUsage>;
