import { ImageHistory, ImageVulnerability } from "../../core/contract/api-images.ts";
import type { FindingReport, SeverityCounts } from "../../core/contract/findings.ts";
import type { Image } from "../../core/contract/image.ts";
import { Inventory } from "../../core/contract/inventory.ts";
import type { Analysis, Inspection, Summary } from "../engine.ts";
import type { ApiClient } from "./api-client.ts";
import { readPages } from "./read-pages.ts";

const NONE: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };

/** What can be read of an image that the service has analysed. */
export interface ImageReads {
  inspect(): Promise<Inspection>;
  analyse(): Promise<Analysis>;
  summarise(): Promise<Summary>;
}

/**
 * What can be read of an image that the service has analysed.
 * @param name What the user called it.
 */
export function readsOf(
  api: ApiClient,
  image: Image,
  name: string,
  signal: AbortSignal,
): ImageReads {
  const { imageId, registry, repository, tags } = image;
  const known = {
    name,
    origin: "service",
    analyzedAt: image.analyzedAt ?? image.pushedAt ?? "",
  } as const;
  async function inspect(): Promise<Inspection> {
    const inventory = await api.get(`/images/${imageId}/sbom`, Inventory, signal);
    return { ...known, repository: { registry, repository, tags }, inventory };
  }
  return {
    inspect,
    async analyse() {
      const [inspection, findings] = await Promise.all([
        inspect(),
        readPages(api, `/images/${imageId}/vulnerabilities`, {}, ImageVulnerability, signal),
      ]);
      const report: FindingReport = {
        schemaVersion: 1,
        matchedAt: image.analyzedAt ?? "",
        assessed: image.assessed ?? [],
        counts: image.vulnerabilities ?? NONE,
        findings,
      };
      return { ...inspection, report, advisoryCounts: new Map() };
    },
    async summarise() {
      const { items, warnings } = await api.get(`/images/${imageId}/history`, ImageHistory, signal);
      return { ...known, ...factsOf(image, items.length, warnings.length === 0), warnings };
    },
  };
}

function factsOf(
  image: Image,
  layerCount: number,
  complete: boolean,
): Omit<Summary, "name" | "origin" | "analyzedAt" | "warnings"> {
  const { digest, platform, distribution } = image;
  return {
    digest,
    ...(platform === null ? {} : { platform }),
    ...(distribution === null ? {} : { distribution }),
    size: image.size ?? 0,
    layerCount,
    packageCount: image.packageCount ?? 0,
    complete,
    assessed: image.assessed ?? [],
    counts: image.vulnerabilities ?? NONE,
    advisoryCounts: new Map(),
  };
}
