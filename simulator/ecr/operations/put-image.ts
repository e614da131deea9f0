import * as z from "zod";
import type { Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { pushImage } from "../push-image.ts";
import { ecrOperation, repositoryInput } from "./operation.ts";

const schema = z.strictObject({
  ...repositoryInput,
  imageManifest: z.string().min(1),
  imageManifestMediaType: z.string().optional(),
  imageTag: z.string().optional(),
  imageDigest: z.string().optional(),
});

/** PutImage: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export function putImage(context: EcrContext): Operation {
  return ecrOperation(context, "PutImage", schema, async ({ input, registry }) => {
    const image = await pushImage(context, registry, {
      repositoryName: input.repositoryName,
      bytes: Buffer.from(input.imageManifest),
      mediaType: input.imageManifestMediaType,
      tag: input.imageTag,
      digest: input.imageDigest,
      acceptExisting: false,
    });
    return {
      image: {
        registryId: registry.accountId,
        repositoryName: input.repositoryName,
        imageId: { imageDigest: image.digest, imageTag: input.imageTag },
        imageManifest: input.imageManifest,
        imageManifestMediaType: image.mediaType,
      },
    };
  });
}
