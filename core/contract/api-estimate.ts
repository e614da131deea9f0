import * as z from "zod";
import { DELIVERIES, LAYOUTS, PULL_PATHS } from "./vocabulary.ts";

/** Query of an estimate: what a month is expected to bring. */
export const EstimateQuery = z.strictObject({
  /** Pushes a day of an image or of an index with all its platforms, in all registries together. */
  pushesPerDay: z.coerce.number().min(0).max(1_000_000).default(100),
  /** Images or tags deleted a day. */
  deletesPerDay: z.coerce.number().min(0).max(1_000_000).default(0),
  /** Compressed size of one platform's image, megabytes. */
  imageMegabytes: z.coerce.number().min(0).max(1_000_000).default(500),
  /** Share of the bytes, 0 to 1, in layers that are known already and not pulled again. */
  cachedShare: z.coerce.number().min(0).max(1).default(0),
  /** Platforms of one push. */
  platforms: z.coerce.number().int().min(1).max(50).default(1),
  /** `true`: each platform has an attestation, as BuildKit makes them unless told otherwise. */
  attestations: z.enum(["true", "false"]).default("false"),
  /** Integrations: each account and Region has a stack, and a secret, of its own. */
  integrations: z.coerce.number().int().min(1).max(10_000).default(1),
  /** Region of the registries: decides on `regions` where that is absent. */
  region: z
    .string()
    .regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "an AWS Region, such as us-east-1")
    .optional(),
  /** Where the images are pulled to; if absent, by `region`, and without that `cross`. */
  regions: z.enum(PULL_PATHS).optional(),
  /** US dollars for a gigabyte pulled, where a contract or Region has another price. */
  pricePerGigabyte: z.coerce.number().min(0).max(10).optional(),
  layout: z.enum(LAYOUTS).default("current"),
  delivery: z.enum(DELIVERIES).default("events"),
});
export type EstimateQuery = z.infer<typeof EstimateQuery>;

/** What one thing costs a month, US dollars. */
const Cost = z.object({
  /** Exact. */
  monthly: z.number(),
  /** Rounded up to a cent. */
  roundedUp: z.number(),
  /** How it comes about. */
  how: z.string(),
});

/** What the product's published page says that one thing costs. */
const SeedCost = z.object({
  /** As the page shows it: rounded up to a cent. */
  monthly: z.number(),
  how: z.string(),
});

/** One resource of the customer's stack. */
export const EstimatedResource = Cost.extend({
  /** As CloudFormation knows it, for example `AWS::SecretsManager::Secret`. */
  type: z.string(),
  /** Logical ID. */
  name: z.string(),
  /** Null: the page does not know this resource. */
  seed: SeedCost.nullable(),
});
export type EstimatedResource = z.infer<typeof EstimatedResource>;

/** What the organization's integrations used together in the month before this one. */
export const MeasuredMonth = z.object({
  /** `2026-10`, UTC. */
  month: z.string(),
  /** Those of which something was counted. */
  integrations: z.int().min(1),
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
export type MeasuredMonth = z.infer<typeof MeasuredMonth>;

/** What integrations cost the customer's AWS account in a month of 30 days. */
export const Estimate = z.object({
  currency: z.literal("USD"),
  /** When the prices were looked up, and the Region that they are of. */
  pricesAsOf: z.string(),
  pricesRegion: z.string(),
  /** What was assumed: the query with what was absent filled in. */
  assumptions: EstimateQuery.omit({ region: true }).extend({
    regions: z.enum(PULL_PATHS),
    attestations: z.boolean(),
  }),
  /** What a month has. */
  month: z.object({
    pushes: z.number(),
    /** To the API destinations. */
    events: z.number(),
    /** Compressed. */
    gigabytesPulled: z.number(),
  }),
  resources: z.array(EstimatedResource),
  /** Pulling the images out of ECR. */
  egress: Cost.extend({ seed: SeedCost }),
  total: Cost.extend({ seed: SeedCost }),
  /** The same with images pulled to other places. */
  alternatives: z.array(
    z.object({ regions: z.enum(PULL_PATHS), egress: z.number(), total: z.number() }),
  ),
  /** What the organization's own integrations cost last month; null: nothing was measured then. */
  measured: MeasuredMonth.nullable(),
});
export type Estimate = z.infer<typeof Estimate>;
