import * as z from "zod";

/**
 * A request of CloudFormation for a custom resource, as it arrives in the `Message` of an SNS
 * notification.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export const CustomResourceRequest = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  RequestId: z.string().min(1).max(256),
  /** Presigned: whoever has it can answer. Never logged. */
  ResponseURL: z.string().min(1).max(8192),
  /** Names of stacks have 128 characters at most; it becomes a part of a key of the store. */
  StackId: z
    .string()
    .max(512)
    .regex(/^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\d{12}:stack\/[^/]+\/[^/]+$/),
  ResourceType: z.string().min(1).max(128),
  LogicalResourceId: z.string().min(1).max(255),
  /** Update and Delete only. */
  PhysicalResourceId: z.string().min(1).max(1024).optional(),
  ResourceProperties: z.record(z.string(), z.unknown()).default({}),
  /** Update only. */
  OldResourceProperties: z.record(z.string(), z.unknown()).optional(),
});
export type CustomResourceRequest = z.infer<typeof CustomResourceRequest>;

/**
 * An answer to it: at most 4,096 bytes of JSON.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export interface CustomResourceResponse {
  readonly Status: "SUCCESS" | "FAILED";
  /** Of a failure: what happened, why, and what to do. Shown in the stack's events. */
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}
