import type { Inventory } from "../core/contract/inventory.ts";
import { formatPlatform } from "../core/oci/platform.ts";

/** What an image is, in a few words. */
export interface ImageFacts {
  /** What the user called it. */
  readonly name: string;
  /** Of the platform manifest; absent for a folder. */
  readonly digest?: string;
  /** For example `linux/arm64/v8`. */
  readonly platform?: string;
  /** For people, for example `Alpine Linux v3.20`. */
  readonly distribution?: string;
  /** Bytes: of the layers as they are stored, or of a folder's files. */
  readonly size: number;
  readonly layerCount: number;
  readonly packageCount: number;
  /** False: something was not read as it should be, so packages may be missing. */
  readonly complete: boolean;
}

/** The facts of an inventory. */
export function factsOf({
  name,
  inventory,
}: {
  readonly name: string;
  readonly inventory: Inventory;
}): ImageFacts {
  const { digest, platform, distribution, size, layers, packages, warnings } = inventory;
  return {
    name,
    ...(digest === undefined ? {} : { digest }),
    ...(platform === undefined ? {} : { platform: formatPlatform(platform) }),
    ...(distribution === undefined
      ? {}
      : { distribution: distribution.prettyName ?? distribution.id }),
    size,
    layerCount: layers.length,
    packageCount: packages.length,
    complete: warnings.length === 0,
  };
}
