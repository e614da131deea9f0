import * as z from "zod";
import { RepositoryName } from "./ecr-event.ts";
import { SeverityCounts } from "./findings.ts";
import { pageParameters } from "./page.ts";

const text = z.string().min(1).max(1024);

/** Orders of an organization's repositories. */
export const REPOSITORY_ORDERS = ["name"] as const;

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
  imageCount: z.int().min(0),
  /** The image pushed last, of those that are known; null: none is. */
  latest: z
    .object({
      imageId: z.string(),
      tags: z.array(z.string()),
      pushedAt: z.string().nullable(),
      vulnerabilities: SeverityCounts.nullable(),
    })
    .nullable(),
});
export type RepositorySummary = z.infer<typeof RepositorySummary>;

/** Repositories of one request: a page of the largest list. */
const MAX_ITEMS = 500;

/** Chooses repositories, or chooses them no more. */
export const ChangeRepositories = z.strictObject({
  items: z
    .array(z.strictObject({ registry: text, name: RepositoryName, activated: z.boolean() }))
    .min(1)
    .max(MAX_ITEMS)
    .refine(
      (items) =>
        new Set(items.map(({ registry, name }) => `${registry}/${name}`)).size === items.length,
      "names a repository twice",
    ),
});
export type ChangeRepositories = z.infer<typeof ChangeRepositories>;

/** What became of each repository that a change named, in its order. */
export const RepositoryChanges = z.object({
  items: z.array(
    z.object({
      registry: z.string(),
      name: z.string(),
      /** `unknown`: there is no such repository (yet), and nothing was changed. */
      result: z.enum(["done", "unknown"]),
      /** Whether its pushes are analysed from now on; false where it is unknown. */
      activated: z.boolean(),
    }),
  ),
});
export type RepositoryChanges = z.infer<typeof RepositoryChanges>;
