import * as z from "zod";
import { INTEGRATION_STATUSES, LAYOUTS } from "./vocabulary.ts";

/** Words for the statuses of integrations; a status without one keeps its usual word. */
const StatusWords = z.partialRecord(z.enum(INTEGRATION_STATUSES), z.string().min(1).max(40));

/**
 * The name under which an operator offers the product: one setting that reaches templates,
 * functions, dashboard and command line.
 */
export const Brand = z.object({
  /** As people read it, for example `Docker Scout`. */
  name: z.string().min(1).max(64),
  /** Letters and digits only, for logical IDs and stacks' names, for example `DockerScout`. */
  prefix: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/),
  dashboardUrl: z.url({ protocol: /^https?$/ }).optional(),
  logoUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Form of the stacks of new integrations unless their owner asks for another; absent: `current`. */
  layout: z.enum(LAYOUTS).optional(),
  /** Its own words for statuses, by layout, where they differ from the usual ones. */
  statusWords: z.partialRecord(z.enum(LAYOUTS), StatusWords).optional(),
});
export type Brand = z.infer<typeof Brand>;

/** The brand where an operator has set none: the one whose customers were promised all this. */
export const DEFAULT_BRAND: Brand = { name: "Docker Scout", prefix: "DockerScout" };

/** The brand as the API shows it to everybody, before they sign in. */
export const PublicBrand = z.object({
  name: z.string(),
  dashboardUrl: z.string().nullable(),
  logoUrl: z.string().nullable(),
  /** Name that customers' stacks have unless they change it. */
  stackName: z.string(),
});
export type PublicBrand = z.infer<typeof PublicBrand>;
