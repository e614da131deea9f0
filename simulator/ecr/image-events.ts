import { randomUUID } from "node:crypto";
import { busEvent, eventTime } from "../eventbridge/event.ts";
import type { BusEvent } from "../eventbridge/event.ts";
import type { Caller } from "../service.ts";
import { repositoryArn } from "./repository.ts";
import type { ImageRecord, Registry, RepositoryRecord } from "./repository.ts";

/**
 * `ECR Image Action`: an image was pushed or deleted. ECR writes an empty tag when there is none.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export function imageActionEvent(
  action: "PUSH" | "DELETE",
  registry: Registry,
  repositoryName: string,
  image: ImageRecord,
  tag: string | undefined,
  time: Date,
): BusEvent {
  return busEvent({
    source: "aws.ecr",
    detailType: "ECR Image Action",
    accountId: registry.accountId,
    region: registry.region,
    time,
    detail: {
      "action-type": action,
      result: "SUCCESS",
      "repository-name": repositoryName,
      "image-digest": image.digest,
      "image-tag": tag ?? "",
      "manifest-media-type": image.mediaType,
      ...(image.artifactMediaType === undefined
        ? {}
        : { "artifact-media-type": image.artifactMediaType }),
    },
  });
}

/**
 * `DeleteRepository` as CloudTrail records it: ECR has no event of its own for it. The account
 * is taken to have a trail, without which EventBridge gets no such events.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
 */
export function repositoryDeletedEvent(
  repository: RepositoryRecord,
  force: boolean | undefined,
  caller: Caller,
  time: Date,
): BusEvent {
  const { accountId, region, name } = repository;
  const arn = repositoryArn(repository, name);
  return busEvent({
    source: "aws.ecr",
    detailType: "AWS API Call via CloudTrail",
    accountId,
    region,
    time,
    detail: {
      eventVersion: "1.11",
      userIdentity: {
        type: identityType(caller.arn),
        arn: caller.arn,
        accountId: caller.accountId,
        accessKeyId: caller.accessKeyId,
      },
      eventTime: eventTime(time),
      eventSource: "ecr.amazonaws.com",
      eventName: "DeleteRepository",
      awsRegion: region,
      sourceIPAddress: "127.0.0.1",
      userAgent: "simulator",
      requestParameters: {
        registryId: accountId,
        repositoryName: name,
        ...(force === undefined ? {} : { force }),
      },
      responseElements: {
        repository: {
          repositoryArn: arn,
          registryId: accountId,
          repositoryName: name,
          repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
          createdAt: new Date(repository.createdAt).toISOString(),
          imageTagMutability: repository.imageTagMutability,
        },
      },
      requestID: randomUUID(),
      eventID: randomUUID(),
      readOnly: false,
      resources: [{ accountId, ARN: arn }],
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: accountId,
      eventCategory: "Management",
    },
  });
}

function identityType(arn: string): string {
  if (arn.includes(":assumed-role/")) return "AssumedRole";
  return arn.endsWith(":root") ? "Root" : "IAMUser";
}
