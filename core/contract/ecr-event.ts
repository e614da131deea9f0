import * as z from "zod";

/**
 * A repository's name. ECR's rule is narrower; this much keeps wildcards and separators
 * out of policies and keys that are built from it.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export const RepositoryName = z.string().regex(/^[a-z0-9][a-z0-9._/-]{0,255}$/);

/** EventBridge's are UUIDs. */
export const EventId = z.string().min(1).max(128);

/**
 * ECR takes up to 300 characters where OCI takes 128.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageIdentifier.html
 */
export const ImageTag = z.string().regex(/^[\x21-\x7e]{1,300}$/);

const envelope = {
  id: EventId,
  source: z.literal("aws.ecr"),
  account: z.string().regex(/^\d{12}$/),
  time: z.string(),
  region: z.string().min(1),
};

export const EcrImageActionEvent = z.object({
  ...envelope,
  "detail-type": z.literal("ECR Image Action"),
  detail: z.object({
    "action-type": z.string(),
    result: z.string(),
    "repository-name": RepositoryName,
    "image-digest": z.string().regex(/^sha256:[0-9a-f]{64}$/),
    /** Empty, not absent, for a push without a tag. */
    "image-tag": z.union([z.literal(""), ImageTag]).optional(),
    "manifest-media-type": z.string().optional(),
  }),
});
export type EcrImageActionEvent = z.infer<typeof EcrImageActionEvent>;

export const EcrRepositoryDeletedEvent = z.object({
  ...envelope,
  "detail-type": z.literal("AWS API Call via CloudTrail"),
  detail: z.object({
    eventSource: z.literal("ecr.amazonaws.com"),
    eventName: z.literal("DeleteRepository"),
    requestParameters: z.object({ repositoryName: RepositoryName }),
  }),
});
export type EcrRepositoryDeletedEvent = z.infer<typeof EcrRepositoryDeletedEvent>;

/**
 * The part of an EventBridge event from ECR that we use: `ECR Image Action`, or
 * `DeleteRepository` through CloudTrail.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export const EcrEvent = z.discriminatedUnion("detail-type", [
  EcrImageActionEvent,
  EcrRepositoryDeletedEvent,
]);
export type EcrEvent = z.infer<typeof EcrEvent>;
