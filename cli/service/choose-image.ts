import type { Image } from "../../core/contract/image.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import { parsePlatform, platformMatches } from "../../core/oci/platform.ts";

/** Which of the images under one name is meant. */
export interface ImageChoice {
  /** What the user called it. */
  readonly name: string;
  /** `os/architecture[/variant]`: this one and no other. */
  readonly wanted?: string | undefined;
  /** Architecture of this machine: preferred where nothing is wanted. */
  readonly preferredArchitecture: string;
}

/**
 * Picks one of the images that have a name: the wanted platform; else linux on this
 * machine's architecture, else linux/amd64, else the first. Undefined: there are none.
 * @throws PermanentError `ambiguous-reference`, `platform-not-found`, `analysis-failed`
 * @throws TransientError `analysis-pending`
 */
export function chooseImage(items: readonly Image[], choice: ImageChoice): Image | undefined {
  const present = items.filter(({ state }) => state !== "deleted");
  requireOneRegistry(present, choice.name);
  const image =
    choice.wanted === undefined
      ? preferred(present, choice.preferredArchitecture)
      : wanted(present, choice.wanted, choice.name);
  if (image !== undefined) requireAnalysed(image, choice.name);
  return image;
}

/** The platforms of images, as they are named, sorted. */
export function platformsOf(items: readonly Image[]): string[] {
  const names = items.flatMap(({ platform, state }) =>
    platform === null || state === "deleted" ? [] : [platform],
  );
  return [...new Set(names)].sort();
}

function requireOneRegistry(items: readonly Image[], name: string): void {
  const [first, ...others] = new Set(items.map(({ registry }) => registry));
  if (first === undefined || others.length === 0) return;
  throw new PermanentError(
    "ambiguous-reference",
    `The service knows ${name} in several registries: ${[first, ...others].join(", ")}. Write the registry before it: ${first}/${name}`,
  );
}

function preferred(items: readonly Image[], architecture: string): Image | undefined {
  return (
    items.find((image) => isFor(image, `linux/${architecture}`)) ??
    items.find((image) => isFor(image, "linux/amd64")) ??
    items[0]
  );
}

function wanted(items: readonly Image[], platform: string, name: string): Image | undefined {
  // An image whose config was not read yet may be the wanted one: its state is told.
  const image =
    items.find((item) => isFor(item, platform)) ?? items.find((item) => item.platform === null);
  if (image !== undefined || items.length === 0) return image;
  throw new PermanentError(
    "platform-not-found",
    `The service has no image of ${name} for ${platform}. It has: ${platformsOf(items).join(", ")}.`,
  );
}

function isFor({ platform }: Image, text: string): boolean {
  const [os, architecture, variant] = (platform ?? "").split("/");
  if (os === undefined || architecture === undefined) return false;
  // What an image's own config says may be no platform at all: it is compared as it is.
  const own = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  return platformMatches(own, parsePlatform(text));
}

function requireAnalysed({ state, stateReason }: Image, name: string): void {
  if (state === "analyzed") return;
  if (state === "queued" || state === "analyzing") {
    throw new TransientError(
      "analysis-pending",
      `${name} is ${state}: its analysis has not ended yet. Try again in a moment.`,
    );
  }
  throw new PermanentError(
    "analysis-failed",
    `The service could not analyse ${name} (${state}): ${stateReason ?? "it gives no reason."}`,
  );
}
