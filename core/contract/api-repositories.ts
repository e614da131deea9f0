import * as z from "zod";
import { RepositoryName } from "./ecr-event.ts";
import { SeverityCounts } from "./findings.ts";
import { pageParameters } from "./page.ts";
import { MAX_LATEST } from "./reconcile-message.ts";
import { IMAGE_STATES } from "./vocabulary.ts";
import { RepositoryPattern } from "./repository-pattern.ts";
import { Retention } from "./retention.ts";

const text = z.string().min(1).max(1024);

/** Orders of an organization's repositories; the last two by the latest image of each. */
export const REPOSITORY_ORDERS = ["name", "-pushedAt", "-vulnerabilities"] as const;

/** Query of an organization's repositories. All filters given must hold. */
export const RepositoriesQuery = z.strictObject({
  registry: text.optional(),
  integrationId: text.optional(),
  /** How the name begins. */
  name: text.optional(),
  /** `true`: only those whose pushes are analysed; `false`: only the others. */
  activated: z.enum(["true", "false"]).optional(),
  order: z.enum(REPOSITORY_ORDERS).default("name"),
  ...pageParameters,
});
export type RepositoriesQuery = z.infer<typeof RepositoriesQuery>;

/** A repository of a connected registry, with or without images. */
export const RepositorySummary = z.object({
  registry: z.string(),
  name: z.string(),
  integrationId: z.string(),
  /** Whether its pushes are analysed: it is chosen, or its integration's activation is `all`. */
  activated: z.boolean(),
  /** Chosen itself; counts where its integration's activation is `selected`. */
  chosen: z.boolean(),
  /** How long what is stored of its images is kept; null: as its integration says. */
  retention: Retention.nullable(),
  imageCount: z.int().min(0),
  /** The image pushed last, of those that are known; null: none is. */
  latest: z
    .object({
      imageId: z.string(),
      digest: z.string(),
      tags: z.array(z.string()),
      platform: z.string().nullable(),
      state: z.enum(IMAGE_STATES),
      pushedAt: z.string().nullable(),
      vulnerabilities: SeverityCounts.nullable(),
    })
    .nullable(),
});
export type RepositorySummary = z.infer<typeof RepositorySummary>;

/** Repositories of one request: a page of the largest list. */
const MAX_ITEMS = 500;

/** What becomes of repositories that are chosen, or chosen no more. */
const change = {
  activated: z.boolean(),
  /** With `activated: true`: so many of the latest images are analysed at once, instead of one. */
  latest: z.int().min(1).max(MAX_LATEST).optional(),
  /** With `activated: false`: what is stored of their images is purged. */
  purge: z.boolean().optional(),
};

const oneRepository = z.strictObject({
  registry: text,
  name: RepositoryName,
  ...change,
  /** Absent: as it is. */
  activated: z.boolean().optional(),
  /** How long what is stored of its images is kept; null: as its integration says. */
  retention: Retention.nullable().optional(),
});

const manyRepositories = z.strictObject({
  /** Host of one registry; absent: of every one. */
  registry: text.optional(),
  /** `*` stands for any characters: `team/*`. Also of repositories that there will be. */
  pattern: RepositoryPattern,
  ...change,
});

/**
 * Chooses repositories, or chooses them no more, one by one or by a pattern of their names; sets
 * how long what is stored of single ones is kept.
 */
export const ChangeRepositories = z.strictObject({
  items: z
    .array(
      z
        .union([oneRepository, manyRepositories], {
          error:
            "needs registry and name of a repository, and activated or retention; or a pattern of names with *, and activated",
        })
        .refine((item) => item.activated !== undefined || retentionOf(item) !== undefined, {
          error: "changes nothing: give activated, retention or both",
        })
        .refine(({ activated, latest }) => activated === true || latest === undefined, {
          error: "`latest` says what is analysed, which takes `activated: true`",
        })
        .refine(({ activated, purge }) => activated === false || purge !== true, {
          error: "`purge` forgets what is stored, which takes `activated: false`",
        }),
    )
    .min(1)
    .max(MAX_ITEMS)
    .refine(
      (items) => new Set(items.map(placeOf)).size === items.length,
      "names a repository, or a pattern, twice",
    ),
});
export type ChangeRepositories = z.infer<typeof ChangeRepositories>;
/** A repository that is to be changed. */
export type RepositoryChange = z.infer<typeof oneRepository>;
/** A pattern that is to be changed. */
export type PatternChange = z.infer<typeof manyRepositories>;

function retentionOf(item: RepositoryChange | PatternChange): Retention | null | undefined {
  return "retention" in item ? item.retention : undefined;
}

function placeOf(item: RepositoryChange | PatternChange): string {
  return `${item.registry ?? ""}/${"name" in item ? item.name : item.pattern}`;
}

/** What became of each repository that a change named, in its order. */
export const RepositoryChanges = z.object({
  items: z.array(
    z.object({
      /** Null: a pattern was for every registry. */
      registry: z.string().nullable(),
      /** Of the repository, or the pattern. */
      name: z.string(),
      /** `unknown`: there is no such repository (yet), or registry, and nothing was changed. */
      result: z.enum(["done", "unknown"]),
      /** Whether its pushes are analysed from now on; false where it is unknown. */
      activated: z.boolean(),
      /** As it was set: null: its integration's; absent where it was not changed. */
      retention: Retention.nullable().optional(),
    }),
  ),
});
export type RepositoryChanges = z.infer<typeof RepositoryChanges>;

/** Names a repository whose metadata is to be purged. */
export const PurgeRepositoryQuery = z.strictObject({ registry: text, name: RepositoryName });
export type PurgeRepositoryQuery = z.infer<typeof PurgeRepositoryQuery>;

/** A purge was asked for. */
export const RepositoryPurgeAccepted = z.object({
  registry: z.string(),
  name: z.string(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
export type RepositoryPurgeAccepted = z.infer<typeof RepositoryPurgeAccepted>;
