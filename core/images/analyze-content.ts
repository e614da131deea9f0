import type { AnalysisRequest } from "../contract/analysis-request.ts";
import { PermanentError, TransientError, UnsupportedError } from "../errors.ts";
import type { Artifact, ImageIndex } from "../oci/artifact.ts";
import { imageEntries } from "../oci/image-index.ts";
import type { ImageSource } from "../oci/image-source.ts";
import { classifyManifest } from "../oci/manifest.ts";
import type { Analysis, AnalysisDependencies } from "./analysis.ts";
import { analyzeImage } from "./analyze-image.ts";
import { handOver, isTooLarge } from "./hand-over.ts";
import type { ImagePatch } from "./image-store.ts";
import type { RegistryImage, RepositoryAccess } from "./registry-access.ts";
import { requestAnalysis } from "./request-analysis.ts";

/** Children of an index that are looked at; real ones have a few dozen at most. */
const MAX_CHILDREN = 1000;

/** `handed-over`: another function has been asked to do it. */
export type ContentOutcome =
  { readonly kind: "done"; readonly patch: ImagePatch } | { readonly kind: "handed-over" };

/**
 * Reads the manifest by its digest and does what it is for: an image is analysed, the images
 * of an index are asked for, anything else is recorded by its kind.
 */
export async function analyzeContent(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  found: RegistryImage,
  access: RepositoryAccess,
): Promise<ContentOutcome> {
  const { key, delivery } = analysis;
  if (!found.pullable) {
    throw new UnsupportedError(
      "archived",
      "The image is in the registry's archive, from where it can't be pulled. Restore it, then retry.",
    );
  }
  try {
    const stored = await access.images.readManifest(key.digest, delivery.signal);
    return await handle(dependencies, analysis, classifyManifest(stored), access.images);
  } catch (error) {
    throw meanwhileGone(error);
  }
}

async function handle(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  artifact: Artifact,
  source: ImageSource,
): Promise<ContentOutcome> {
  switch (artifact.kind) {
    case "image": {
      if (isTooLarge(dependencies, artifact)) {
        await handOver(dependencies, analysis);
        return { kind: "handed-over" };
      }
      return {
        kind: "done",
        patch: await analyzeImage(dependencies, analysis, artifact, source),
      };
    }
    case "index":
      return { kind: "done", patch: await fanOut(dependencies, analysis, artifact) };
    case "attestation":
    case "signature":
    case "chart":
    case "other":
      return { kind: "done", patch: { kind: artifact.kind } };
  }
}

/** Asks for each image of an index before the index says that it is done. */
async function fanOut(
  dependencies: AnalysisDependencies,
  { request }: Analysis,
  index: ImageIndex,
): Promise<ImagePatch> {
  const children = [
    ...new Set(imageEntries(index).map(({ descriptor }) => descriptor.digest)),
  ].slice(0, MAX_CHILDREN);
  const requestedAt = dependencies.now().toISOString();
  const { tag, ...common } = request;
  for (const digest of children) {
    const child: AnalysisRequest = {
      ...common,
      digest,
      indexDigest: request.digest,
      cause: request.cause === "retry" ? "retry" : "index",
      requestedAt,
    };
    await requestAnalysis(dependencies, child, {});
  }
  return { kind: "index", children };
}

/** The registry has just said that it holds the image: deleted since, or not all there yet. */
function meanwhileGone(error: unknown): unknown {
  if (!(error instanceof PermanentError)) return error;
  if (error.code !== "manifest-unknown" && error.code !== "blob-unknown") return error;
  return new TransientError("changed-meanwhile", error.message, { cause: error });
}
