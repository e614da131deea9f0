import * as z from "zod";
import { ACTIVATIONS, INTEGRATION_STATUSES } from "./vocabulary.ts";

/** What launches the stack of an integration: CloudFormation's wizard with every field filled in. */
export const StackLaunch = z.object({
  /** Quick-create link of the AWS console; null where no template is published. */
  url: z.string().nullable(),
  /** Of the published template; null where none is. */
  templateUrl: z.string().nullable(),
  stackName: z.string(),
  /** Parameters of the stack by name. */
  parameters: z.record(z.string(), z.string()),
});
export type StackLaunch = z.infer<typeof StackLaunch>;

/** An integration as the API shows it: never a key, nor the hash of one. */
export const IntegrationSummary = z.object({
  integrationId: z.string(),
  status: z.enum(INTEGRATION_STATUSES),
  /** What happened, why, and what to do; null where nothing is to be said. */
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
      templateVersion: z.string(),
      /** Null until the stack was complete. */
      connectedAt: z.string().nullable(),
      /** Null unless the stack was deleted. */
      stackDeletedAt: z.string().nullable(),
    })
    .nullable(),
  /** For owners, while no complete stack is connected; else null. */
  launch: StackLaunch.nullable(),
});
export type IntegrationSummary = z.infer<typeof IntegrationSummary>;

/** An AWS Region's name. */
const Region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "an AWS Region, such as us-east-1");

/** Asks for a new integration. */
export const CreateIntegration = z.strictObject({
  activation: z.enum(ACTIVATIONS).default("selected"),
  /** Region in which the wizard opens; the console's own choice if absent. The stack binds it. */
  region: Region.optional(),
});
export type CreateIntegration = z.infer<typeof CreateIntegration>;

/** Query of one integration. */
export const IntegrationQuery = z.strictObject({
  /** Region in which the wizard opens; that of its last stack, or the console's choice, if absent. */
  region: Region.optional(),
});
export type IntegrationQuery = z.infer<typeof IntegrationQuery>;

/** Changes an integration. */
export const ChangeIntegration = z.strictObject({ activation: z.enum(ACTIVATIONS) });
export type ChangeIntegration = z.infer<typeof ChangeIntegration>;

/** A removed integration, and what is left to do. */
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
});
export type RemovedIntegration = z.infer<typeof RemovedIntegration>;

/** A new listing of the registry was asked for. */
export const RefreshAccepted = z.object({
  integrationId: z.string(),
  /** ISO 8601. */
  requestedAt: z.string(),
});
export type RefreshAccepted = z.infer<typeof RefreshAccepted>;
