import * as z from "zod";
import { RepositoryScope } from "./customer-stack.ts";
import { ACTIVATIONS, DELIVERIES } from "./vocabulary.ts";

/** More would not fit into its record; who has more lets every account in. */
const MAX_ACCOUNTS = 5000;

/** Characters of a scope: as much as the link of one integration can carry. */
const MAX_SCOPE_LENGTH = 2000;

/** An AWS account. */
const AccountId = z.string().regex(/^\d{12}$/, "an AWS account: 12 digits");

/** Accounts that need nobody's approval; `*`: all that have the token. */
const AllowedAccounts = z.union([
  z.literal("*"),
  z
    .array(AccountId)
    .max(MAX_ACCOUNTS)
    .transform((accounts) => [...new Set(accounts)].sort()),
]);

/** For people. */
const EnrollmentName = z.string().trim().min(1).max(100);

/** What a StackSet is made with: the same for every account and Region. */
export const EnrollmentLaunch = z.object({
  /** Of the published template for many accounts; null where none is. */
  templateUrl: z.string().nullable(),
  stackSetName: z.string(),
  /** Parameters of the StackSet by name. */
  parameters: z.record(z.string(), z.string()),
  /** The same as commands of the AWS CLI for a POSIX shell; null where no template is published. */
  commands: z
    .object({
      createStackSet: z.string(),
      /** Its `$OU` is an organizational unit, its `$REGIONS` Regions with blanks between them. */
      createStackInstances: z.string(),
    })
    .nullable(),
});
export type EnrollmentLaunch = z.infer<typeof EnrollmentLaunch>;

/** What the stacks of many accounts are launched with, as owners see it. */
export const EnrollmentSummary = z.object({
  enrollmentId: z.string(),
  name: z.string(),
  allowedAccounts: z.union([z.literal("*"), z.array(z.string())]),
  /** Of the integrations that come of it. */
  activation: z.enum(ACTIVATIONS),
  /** How their pushes are learned of. */
  delivery: z.enum(DELIVERIES),
  /** Repositories that their roles may read; null: all. */
  scope: z.array(z.string()).nullable(),
  createdAt: z.string(),
  /** Null while it takes new stacks. */
  closedAt: z.string().nullable(),
  /** It holds a secret; null when the enrollment is closed. */
  launch: EnrollmentLaunch.nullable(),
});
export type EnrollmentSummary = z.infer<typeof EnrollmentSummary>;

/** Asks for a new enrollment. */
export const CreateEnrollment = z.strictObject({
  name: EnrollmentName,
  /** If absent none: every account waits for approval. */
  allowedAccounts: AllowedAccounts.default([]),
  activation: z.enum(ACTIVATIONS).default("selected"),
  /** With `poll` in Regions without API destinations, which need an enrollment of their own. */
  delivery: z.enum(DELIVERIES).default("events"),
  /** Repositories that the roles may read: names, or beginnings of names with `*`; all if absent. */
  scope: RepositoryScope.refine(
    (entries) => entries.join(",").length <= MAX_SCOPE_LENGTH,
    "longer than may be: name fewer repositories, or how they begin",
  ).optional(),
});
export type CreateEnrollment = z.infer<typeof CreateEnrollment>;

/** Changes an enrollment. */
export const ChangeEnrollment = z
  .strictObject({
    name: EnrollmentName.optional(),
    /** All of them, instead of those before. */
    allowedAccounts: AllowedAccounts.optional(),
    /** Of integrations that come from now on. */
    activation: z.enum(ACTIVATIONS).optional(),
  })
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    "changes nothing: give name, allowedAccounts or activation",
  );
export type ChangeEnrollment = z.infer<typeof ChangeEnrollment>;
