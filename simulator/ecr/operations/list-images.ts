import * as z from "zod";
import { paginate } from "../../paginate.ts";
import type { Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { requireRepository, tagsOf } from "../repository.ts";
import { ecrOperation, paging, repositoryInput } from "./operation.ts";

const schema = z.strictObject({
  ...repositoryInput,
  ...paging,
  filter: z
    .strictObject({
      tagStatus: z.enum(["TAGGED", "UNTAGGED", "ANY"]).default("ANY"),
      imageStatus: z.enum(["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]).default("ACTIVE"),
    })
    .optional(),
});

/** ListImages: one entry a tag, and one for each untagged image. */
export function listImages(context: EcrContext): Operation {
  return ecrOperation(context, "ListImages", schema, ({ input, registry }) => {
    const repository = requireRepository(context.repositories, registry, input.repositoryName);
    const status = input.filter?.imageStatus ?? "ACTIVE";
    // Images are never archived here, so that every other status matches none.
    const images = status === "ACTIVE" || status === "ANY" ? Object.keys(repository.images) : [];
    const ids = images.flatMap((imageDigest) => {
      const tags = tagsOf(repository, imageDigest);
      return tags.length === 0
        ? [{ imageDigest }]
        : tags.map((imageTag) => ({ imageDigest, imageTag }));
    });
    const wanted = input.filter?.tagStatus ?? "ANY";
    const kept = ids.filter((id) => wanted === "ANY" || "imageTag" in id === (wanted === "TAGGED"));
    const page = paginate(kept, input.maxResults, input.nextToken, "InvalidParameterException");
    return { imageIds: page.items, nextToken: page.nextToken };
  });
}
