import type { AnalysisRequest } from "../contract/analysis-request.ts";
import { TransientError } from "../errors.ts";
import type { AnalysisDependencies } from "./analysis.ts";
import { forgetImage } from "./delete.ts";
import type { StoredImage } from "./image-store.ts";
import { leaseFrom } from "./lease.ts";

/**
 * Whether the integration of a request was removed since it was made. What is stored of the
 * image by it is forgotten then: the purge of the integration may have passed already.
 *
 * @param before The image as it is stored, if it is.
 * @throws TransientError `busy` while somebody else has the image in hand
 */
export async function forgetIfRemoved(
  dependencies: Pick<AnalysisDependencies, "integrations" | "images" | "tags" | "blobs" | "now">,
  request: AnalysisRequest,
  before: StoredImage | undefined,
  owner: string,
): Promise<boolean> {
  const integration = await dependencies.integrations.get(request.integrationId);
  if (integration?.removedAt === undefined) return false;
  // Another integration of the same registry has it now.
  if (before?.integrationId !== request.integrationId) return true;
  const now = dependencies.now();
  const lease = await dependencies.images.acquireLease(before, leaseFrom(owner, now));
  if (lease.kind === "busy") {
    throw new TransientError(
      "busy",
      `${before.repository}@${before.digest} is being analysed by another job. It is forgotten after that.`,
    );
  }
  await forgetImage(dependencies, lease.image, owner, false, now);
  return true;
}
