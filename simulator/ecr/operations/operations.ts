import type { Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { authorizationToken } from "./authorization-token.ts";
import { batchDeleteImage } from "./batch-delete-image.ts";
import { batchGetImage } from "./batch-get-image.ts";
import { describeImages } from "./describe-images.ts";
import { layerOperations } from "./layers.ts";
import { listImages } from "./list-images.ts";
import { pullExclusionOperations } from "./pull-exclusions.ts";
import { putImage } from "./put-image.ts";
import { repositoryOperations } from "./repositories.ts";

/** ECR's operations by name; what is missing here is refused by the server. */
export function ecrOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  return {
    GetAuthorizationToken: authorizationToken(context),
    ...repositoryOperations(context),
    ListImages: listImages(context),
    DescribeImages: describeImages(context),
    BatchGetImage: batchGetImage(context),
    PutImage: putImage(context),
    BatchDeleteImage: batchDeleteImage(context),
    ...layerOperations(context),
    ...pullExclusionOperations(context),
  };
}
