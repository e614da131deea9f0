import { imageIdOf } from "./image-id.ts";
import type { ImageKey } from "./port.ts";

/** Where an image's inventory lies in the blob store. */
export function inventoryKeyOf(image: ImageKey): string {
  return `${image.organizationId}/inventories/${imageIdOf(image)}.json`;
}

/** Where an image's findings lie in the blob store. */
export function findingsKeyOf(image: ImageKey): string {
  return `${image.organizationId}/findings/${imageIdOf(image)}.json`;
}
