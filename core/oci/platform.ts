import type { Platform } from "../contract/inventory.ts";
import { PermanentError } from "../errors.ts";

const ARCHITECTURE_ALIASES: ReadonlyMap<string, string> = new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["x64", "amd64"],
  ["aarch64", "arm64"],
  ["i386", "386"],
  ["ia32", "386"],
  ["armhf", "arm"],
]);

/** The fields of an image config, or of an index's entry, that tell its platform. */
export interface PlatformFields {
  readonly os?: string | undefined;
  readonly architecture?: string | undefined;
  readonly variant?: string | undefined;
}

/**
 * The platform that an image config names, or undefined where it names none: absent
 * fields or BuildKit's `unknown/unknown`.
 */
export function platformOf(config: PlatformFields): Platform | undefined {
  const { os, architecture, variant } = config;
  if (!isKnown(os) || !isKnown(architecture)) return undefined;
  return { os, architecture, ...(isKnown(variant) ? { variant } : {}) };
}

/** For example `linux/amd64` or `linux/arm/v7`. */
export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant } = platform;
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/**
 * Reads `os/architecture[/variant]`; an architecture alone means Linux, and common
 * other names of architectures (`x86_64`, `aarch64`) are understood.
 * @throws PermanentError `invalid-platform`
 */
export function parsePlatform(text: string): Platform {
  const parts = text.trim().toLowerCase().split("/");
  const [os, name, variant] = parts.length === 1 ? ["linux", parts[0]] : parts;
  if (parts.length > 3 || parts.some((part) => !/^[a-z0-9_.-]+$/.test(part)) || !os || !name) {
    throw new PermanentError(
      "invalid-platform",
      `"${text}" is not a platform. Write os/architecture[/variant], for example linux/amd64 or linux/arm/v7.`,
    );
  }
  const architecture = ARCHITECTURE_ALIASES.get(name) ?? name;
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

/**
 * Whether an image of `offered` is what `wanted` asks for. A variant that is not
 * wanted is not compared; one that is absent from the offer is its architecture's
 * usual one (arm64 is v8, arm is v7), as containerd has it.
 */
export function platformMatches(offered: Platform, wanted: Platform): boolean {
  if (offered.os !== wanted.os || offered.architecture !== wanted.architecture) return false;
  return wanted.variant === undefined || variantOf(offered) === variantOf(wanted);
}

function variantOf(platform: Platform): string | undefined {
  if (platform.variant !== undefined) return platform.variant;
  if (platform.architecture === "arm64") return "v8";
  return platform.architecture === "arm" ? "v7" : undefined;
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== "" && value !== "unknown";
}
