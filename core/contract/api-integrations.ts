import * as z from "zod";
import { ACTIVATIONS, INTEGRATION_STATUSES } from "./vocabulary.ts";

/** An integration as the API shows it: never a key, nor the hash of one. */
export const IntegrationSummary = z.object({
  integrationId: z.string(),
  status: z.enum(INTEGRATION_STATUSES),
  /** One sentence: what happened, why, and what to do; null where nothing is to be said. */
  statusReason: z.string().nullable(),
  activation: z.enum(ACTIVATIONS),
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
      connectedAt: z.string(),
    })
    .nullable(),
});
export type IntegrationSummary = z.infer<typeof IntegrationSummary>;

/** Asks for a new integration. */
export const CreateIntegration = z.strictObject({
  activation: z.enum(ACTIVATIONS).default("all"),
});

/** A new integration, and what its stack needs. */
export const CreatedIntegration = IntegrationSummary.extend({
  /** What every AssumeRole of ours will name. */
  externalId: z.string(),
  /** Shown this once. */
  apiKey: z.string(),
  stack: z.object({
    /** Of the published template; null where none is published. */
    templateUrl: z.string().nullable(),
    /** Parameters of the stack by name. */
    parameters: z.record(z.string(), z.string()),
  }),
});
export type CreatedIntegration = z.infer<typeof CreatedIntegration>;

/** The stack that a customer launched for an integration. */
export const ConnectIntegration = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, "12 digits"),
  region: z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "an AWS Region, such as us-east-1"),
  /** Output `EcrAccessRoleArn` of the stack. */
  roleArn: z.string().min(20).max(2048),
  stackId: z
    .string()
    .regex(/^arn:aws[a-z-]*:cloudformation:/, "the stack's ARN")
    .max(2048),
});
