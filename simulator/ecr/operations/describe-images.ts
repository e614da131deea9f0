import * as z from "zod";
import { paginate } from "../../paginate.ts";
import { AwsError } from "../../service.ts";
import type { Document, Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import type { ImageIdentifier } from "../delete-image.ts";
import { findImage, requireRepository, tagsOf } from "../repository.ts";
import type { ImageRecord, RepositoryRecord } from "../repository.ts";
import { ecrOperation, imageIdentifier, paging, repositoryInput } from "./operation.ts";

const schema = z.strictObject({
  ...repositoryInput,
  ...paging,
  imageIds: z.array(imageIdentifier).min(1).max(100).optional(),
  filter: z
    .strictObject({
      tagStatus: z.enum(["TAGGED", "UNTAGGED", "ANY"]).default("ANY"),
      imageStatus: z.enum(["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]).default("ACTIVE"),
    })
    .optional(),
});

/**
 * DescribeImages, of named images or of a whole repository, one entry an image.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 */
export function describeImages(context: EcrContext): Operation {
  return ecrOperation(context, "DescribeImages", schema, ({ input, registry }) => {
    const repository = requireRepository(context.repositories, registry, input.repositoryName);
    if (input.imageIds !== undefined) {
      const found = input.imageIds.map((id) => requireImage(repository, id));
      return { imageDetails: [...new Set(found)].map((image) => describe(repository, image)) };
    }
    const status = input.filter?.imageStatus ?? "ACTIVE";
    const images = status === "ACTIVE" || status === "ANY" ? Object.values(repository.images) : [];
    const wanted = input.filter?.tagStatus ?? "ANY";
    const tagged = new Set(Object.values(repository.tags));
    const kept = images.filter(
      ({ digest }) => wanted === "ANY" || tagged.has(digest) === (wanted === "TAGGED"),
    );
    const page = paginate(kept, input.maxResults, input.nextToken, "InvalidParameterException");
    return {
      imageDetails: page.items.map((image) => describe(repository, image)),
      nextToken: page.nextToken,
    };
  });
}

function requireImage(repository: RepositoryRecord, id: ImageIdentifier): ImageRecord {
  const image = findImage(repository, id);
  if (image !== undefined) return image;
  throw new AwsError(
    "ImageNotFoundException",
    `The image with imageId {imageDigest:'${id.imageDigest ?? "null"}', imageTag:'${id.imageTag ?? "null"}'} does not exist within the repository with name '${repository.name}' in the registry with id '${repository.accountId}'`,
  );
}

function describe(repository: RepositoryRecord, image: ImageRecord): Document {
  const tags = tagsOf(repository, image.digest);
  return {
    registryId: repository.accountId,
    repositoryName: repository.name,
    imageDigest: image.digest,
    imageTags: tags.length === 0 ? undefined : tags,
    imageSizeInBytes: image.size,
    imagePushedAt: image.pushedAt / 1000,
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactMediaType,
    lastRecordedPullTime: image.lastPulledAt === undefined ? undefined : image.lastPulledAt / 1000,
    subjectManifestDigest: image.subject,
    imageStatus: "ACTIVE",
  };
}
