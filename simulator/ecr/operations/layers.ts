import * as z from "zod";
import { AwsError } from "../../service.ts";
import type { Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { isSha256Digest } from "../digest.ts";
import { layerHost } from "../hosts.ts";
import { repositoryKey, requireRepository } from "../repository.ts";
import { ecrOperation, repositoryInput } from "./operation.ts";

const urlInput = z.strictObject({ ...repositoryInput, layerDigest: z.string() });
const availabilityInput = z.strictObject({
  ...repositoryInput,
  layerDigests: z.array(z.string()).min(1).max(100),
});

/** GetDownloadUrlForLayer and BatchCheckLayerAvailability. */
export function layerOperations(context: EcrContext): Record<string, Operation> {
  return {
    GetDownloadUrlForLayer: ecrOperation(context, "GetDownloadUrlForLayer", urlInput, (request) => {
      const { input, registry } = request;
      const { repositoryName, layerDigest } = input;
      requireRepository(context.repositories, registry, repositoryName);
      const repository = repositoryKey(registry, repositoryName);
      if (
        !isSha256Digest(layerDigest) ||
        context.content.blobSize(repository, layerDigest) === undefined
      ) {
        throw new AwsError(
          "LayersNotFoundException",
          `Layer with digest '${layerDigest}' does not exist in the repository with name '${repositoryName}' in the registry with id '${registry.accountId}'`,
        );
      }
      const path = context.layerUrls.sign({ repository, digest: layerDigest });
      return { downloadUrl: `https://${layerHost(registry.region)}${path}`, layerDigest };
    }),

    BatchCheckLayerAvailability: ecrOperation(
      context,
      "BatchCheckLayerAvailability",
      availabilityInput,
      ({ input, registry }) => {
        requireRepository(context.repositories, registry, input.repositoryName);
        const repository = repositoryKey(registry, input.repositoryName);
        const valid = input.layerDigests.filter(isSha256Digest);
        const invalid = input.layerDigests.filter((digest) => !isSha256Digest(digest));
        return {
          layers: valid.map((layerDigest) => {
            const layerSize = context.content.blobSize(repository, layerDigest);
            const layerAvailability = layerSize === undefined ? "UNAVAILABLE" : "AVAILABLE";
            return { layerDigest, layerSize, layerAvailability };
          }),
          failures: invalid.map((layerDigest) => ({
            layerDigest,
            failureCode: "InvalidLayerDigest",
            failureReason: `'${layerDigest}' is not a sha256 digest`,
          })),
        };
      },
    ),
  };
}
