import { PermanentError } from "../../core/errors.ts";
import { readImageConfig } from "../../core/images/image-config.ts";
import { readWholeBlob } from "../../core/oci/blob.ts";
import type { ImageSource } from "../../core/oci/image-source.ts";
import { DEFAULT_LIMITS } from "../../core/oci/limits.ts";
import { formatPlatform, parsePlatform, platformMatches } from "../../core/oci/platform.ts";
import type { ResolvedImage } from "../../core/oci/resolve.ts";

/**
 * Refuses an image that was reached without an index and is for another platform than
 * the wanted one, before its layers are read: only its config tells.
 * @throws PermanentError `platform-not-found`
 */
export async function requirePlatform(
  source: ImageSource,
  { image, platform }: ResolvedImage,
  wanted: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  if (platform !== undefined) return;
  const blob = await source.readBlob(image.config, signal);
  const bytes = await readWholeBlob(blob, image.config, DEFAULT_LIMITS.configBytes, signal);
  const own = readImageConfig(bytes, image.layers.length).platform;
  const choice = parsePlatform(wanted);
  if (own === undefined || platformMatches(own, choice)) return;
  throw new PermanentError(
    "platform-not-found",
    `${name} has no image for ${formatPlatform(choice)}. It is one image, for ${formatPlatform(own)}.`,
  );
}
