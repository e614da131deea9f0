import * as z from "zod";
import type { Document, Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { isSha256Digest } from "../digest.ts";
import type { ImageIdentifier } from "../delete-image.ts";
import { recordPull } from "../record-pull.ts";
import { findImage, repositoryKey, requireRepository } from "../repository.ts";
import { ecrOperation, imageIdentifier, repositoryInput } from "./operation.ts";

const schema = z.strictObject({
  ...repositoryInput,
  imageIds: z.array(imageIdentifier).min(1).max(100),
  acceptedMediaTypes: z.array(z.string()).min(1).optional(),
});

/**
 * BatchGetImage: manifests as they were pushed, never translated to another media type.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export function batchGetImage(context: EcrContext): Operation {
  return ecrOperation(context, "BatchGetImage", schema, ({ input, registry, caller }) => {
    const images: Document[] = [];
    const failures: Document[] = [];
    const { repositoryName } = input;
    const repository = requireRepository(context.repositories, registry, repositoryName);
    const key = repositoryKey(registry, repositoryName);
    for (const id of input.imageIds) {
      const image = findImage(repository, id);
      const accepted = input.acceptedMediaTypes;
      const refusal = refuse(id);
      if (refusal !== undefined) failures.push(refusal);
      else if (image === undefined || accepted?.includes(image.mediaType) === false) {
        failures.push({
          imageId: { ...id },
          failureCode: "ImageNotFound",
          failureReason: "Requested image not found",
        });
      } else {
        recordPull(context, registry, repositoryName, image.digest, caller.principalArn);
        images.push({
          registryId: registry.accountId,
          repositoryName,
          imageId: { imageDigest: image.digest, imageTag: id.imageTag },
          imageManifest: context.content.readManifest(key, image.digest).toString(),
          imageManifestMediaType: image.mediaType,
        });
      }
    }
    return { images, failures };
  });
}

function refuse(id: ImageIdentifier): Document | undefined {
  if (id.imageDigest === undefined && id.imageTag === undefined) {
    return {
      imageId: { ...id },
      failureCode: "MissingDigestAndTag",
      failureReason: "Invalid request parameters: both tag and digest cannot be null",
    };
  }
  if (id.imageDigest === undefined || isSha256Digest(id.imageDigest)) return undefined;
  return {
    imageId: { ...id },
    failureCode: "InvalidImageDigest",
    failureReason:
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
  };
}
