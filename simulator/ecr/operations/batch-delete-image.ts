import * as z from "zod";
import type { Document, Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { deleteImage } from "../delete-image.ts";
import type { ImageIdentifier } from "../delete-image.ts";
import { findImage, requireRepository } from "../repository.ts";
import type { RepositoryRecord } from "../repository.ts";
import { ecrOperation, imageIdentifier, repositoryInput } from "./operation.ts";

const schema = z.strictObject({
  ...repositoryInput,
  imageIds: z.array(imageIdentifier).min(1).max(100),
});

/** BatchDeleteImage: indexes first, so that one call can delete an index with its images. */
export function batchDeleteImage(context: EcrContext): Operation {
  return ecrOperation(context, "BatchDeleteImage", schema, async ({ input, registry }) => {
    const imageIds: Document[] = [];
    const failures: Document[] = [];
    const repository = requireRepository(context.repositories, registry, input.repositoryName);
    for (const id of indexesFirst(repository, input.imageIds)) {
      const result = await deleteImage(context, registry, input.repositoryName, id);
      if ("failureCode" in result) failures.push({ ...result, imageId: { ...result.imageId } });
      else imageIds.push(...result.map((deleted) => ({ ...deleted })));
    }
    return { imageIds, failures };
  });
}

function indexesFirst(
  repository: RepositoryRecord,
  ids: readonly ImageIdentifier[],
): readonly ImageIdentifier[] {
  const listed = (id: ImageIdentifier): number => findImage(repository, id)?.manifests.length ?? 0;
  return [...ids].sort((a, b) => Number(listed(b) > 0) - Number(listed(a) > 0));
}
