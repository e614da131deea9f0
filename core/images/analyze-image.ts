import type { FindingReport } from "../contract/findings.ts";
import type { Distribution } from "../contract/inventory.ts";
import { noteActivity } from "../integrations/note-activity.ts";
import type { ImageManifest } from "../oci/artifact.ts";
import type { ImageSource } from "../oci/image-source.ts";
import { formatPlatform } from "../oci/platform.ts";
import { type Analysis, type AnalysisDependencies, logged } from "./analysis.ts";
import { findingsKeyOf, inventoryKeyOf } from "./blob-keys.ts";
import { compressedSizeOf } from "./hand-over.ts";
import type { ImagePatch } from "./image-store.ts";
import type { LayerBytes } from "./layer-jobs.ts";
import { createLeaseKeeper } from "./lease.ts";

/**
 * Reads the layers of an image, stores its inventory, matches it and stores the findings: in
 * this order, so that whatever a record names is there.
 *
 * @returns What its record is to say.
 */
export async function analyzeImage(
  dependencies: AnalysisDependencies,
  analysis: Analysis,
  manifest: ImageManifest,
  source: ImageSource,
): Promise<ImagePatch> {
  const { blobs, images, log, now } = dependencies;
  const { key, delivery } = analysis;
  log.info("analysis started", { ...logged(analysis), size: compressedSizeOf(manifest) });
  const lost = new AbortController();
  const keeper = createLeaseKeeper(images, key, delivery.owner, now, (error) => {
    lost.abort(error);
  });
  let read: LayerBytes = { bytes: 0, cachedBytes: 0 };
  const inventory = await dependencies.buildInventory(source, manifest, {
    organizationId: key.organizationId,
    digest: key.digest,
    signal: AbortSignal.any([delivery.signal, lost.signal]),
    onProgress: (progress) => {
      read = progress;
      keeper.tick();
    },
  });
  await keeper.settle();
  const bytes = { pulled: read.bytes - read.cachedBytes, known: read.cachedBytes };
  await noteActivity(log, () =>
    dependencies.activity.imagePulled(analysis.request.integrationId, now(), bytes),
  );
  await blobs.put(inventoryKeyOf(key), Buffer.from(JSON.stringify(inventory)));
  const report = await dependencies.match(inventory);
  await blobs.put(findingsKeyOf(key), Buffer.from(JSON.stringify(report)));
  await dependencies.requestAdvisories(incomplete(report), key.organizationId);
  const { platform, distribution } = inventory;
  return {
    kind: "image",
    platform: platform === undefined ? null : formatPlatform(platform),
    distribution: distribution === undefined ? null : titleOf(distribution),
    size: inventory.size,
    packageCount: inventory.packages.length,
    inventoryKey: inventoryKeyOf(key),
    findingsKey: findingsKeyOf(key),
    assessed: report.assessed,
    vulnerabilities: report.counts,
  };
}

/** Ecosystems of the image whose advisories were not all there. */
function incomplete(report: FindingReport): readonly string[] {
  return report.assessed
    .filter(({ coverage, packageCount }) => coverage !== "full" && packageCount > 0)
    .map(({ ecosystem }) => ecosystem);
}

function titleOf({ prettyName, id, versionId }: Distribution): string {
  return prettyName ?? (versionId === undefined ? id : `${id} ${versionId}`);
}
