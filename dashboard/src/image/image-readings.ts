import type {
  ImageAnalyses,
  ImageHistory,
  ImageLayers,
  ImagePackage,
  ImageVulnerability,
} from "../../../core/contract/api-images.ts";
import type * as z from "zod";
import { type ListAnswer, path, type Query, type Reading, reading } from "../api/reading.ts";

/** How an image came to be, and what its analysis could not read. */
export type History = z.infer<typeof ImageHistory>;

/** Its layers, the lowest first; 409 `not-analyzed` before it was analysed. */
export function layersReading(imageId: string): Reading<z.infer<typeof ImageLayers>> {
  return reading(path`images/${imageId}/layers`);
}

/** Its configuration and history; 409 `not-analyzed` before it was analysed. */
export function historyReading(imageId: string): Reading<History> {
  return reading(path`images/${imageId}/history`);
}

/** Its last analyses, the latest first. */
export function analysesReading(imageId: string): Reading<z.infer<typeof ImageAnalyses>> {
  return reading(path`images/${imageId}/analyses`);
}

/** A page of its packages; the query is `ImagePackagesQuery` of the API. */
export function packagesReading(
  imageId: string,
): (query: Query) => Reading<ListAnswer<ImagePackage>> {
  return (query) => reading(path`images/${imageId}/packages`, query);
}

/** A page of its vulnerabilities; the query is `ImageVulnerabilitiesQuery` of the API. */
export function vulnerabilitiesReading(
  imageId: string,
): (query: Query) => Reading<ListAnswer<ImageVulnerability>> {
  return (query) => reading(path`images/${imageId}/vulnerabilities`, query);
}

/** Path of an image's page. */
export function imagePage(imageId: string): string {
  return path`images/${imageId}`;
}

/** Path of the page that compares two images: what became of the first in the second. */
export function comparePage(from: string, to: string): string {
  return `compare?${new URLSearchParams({ from, to }).toString()}`;
}
