import type { Image } from "../../../core/contract/image.ts";
import { type ListAnswer, path, type Query, type Reading, reading } from "../api/reading.ts";

/** A page of the organization's images; the query is `ImagesQuery` of the API. */
export function imagesReading(query: Query): Reading<ListAnswer<Image>> {
  return reading("images", query);
}

/** One image. */
export function imageReading(imageId: string): Reading<Image> {
  return reading(path`images/${imageId}`);
}
