import * as z from "zod";
import { isSha256Digest } from "./digest.ts";

/** A manifest or blob that a manifest names. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** What the registry needs to know of a manifest. */
export interface ParsedManifest {
  readonly mediaType: string;
  readonly artifactMediaType: string | undefined;
  /** Config and layers that must have been pushed; foreign layers live elsewhere and are left out. */
  readonly blobs: readonly Descriptor[];
  /** Manifests that an index lists. */
  readonly manifests: readonly Descriptor[];
  readonly subject: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

/** Says why the registry does not take a manifest. */
export class ManifestInvalidError extends Error {
  override readonly name = "ManifestInvalidError";
}

const INDEX_TYPES: ReadonlySet<string> = new Set([
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
]);
const IMAGE_TYPES: ReadonlySet<string> = new Set([
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
]);

const descriptor = z.object({
  mediaType: z.string().min(1),
  digest: z.string().refine(isSha256Digest, "not a sha256 digest"),
  size: z.int().nonnegative(),
});
const shared = {
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  subject: descriptor.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
};
const imageManifest = z.object({
  ...shared,
  config: descriptor,
  layers: z.array(descriptor.extend({ urls: z.array(z.string()).optional() })),
});
const index = z.object({ ...shared, manifests: z.array(descriptor) });

/** Whether a media type is that of an index (OCI) or a manifest list (Docker). */
export function isIndexType(mediaType: string): boolean {
  return INDEX_TYPES.has(mediaType);
}

/**
 * Reads a manifest of the four kinds that ECR takes: OCI manifest and index, Docker schema 2 and list.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * @param declaredType the Content-Type that it came with, if any
 * @throws ManifestInvalidError
 */
export function parseManifest(bytes: Buffer, declaredType: string | undefined): ParsedManifest {
  const json = parseJson(bytes);
  const inner = mediaTypeInside(json);
  const declared = declaredType?.split(";")[0]?.trim();
  const mediaType = declared === undefined || declared === "" ? inner : declared;
  if (mediaType === undefined) throw new ManifestInvalidError("manifest without a media type");
  if (inner !== undefined && inner !== mediaType) {
    throw new ManifestInvalidError(
      `mediaType in manifest is '${inner}' but Content-Type is '${mediaType}'`,
    );
  }
  if (INDEX_TYPES.has(mediaType)) return parseIndex(json, mediaType);
  if (IMAGE_TYPES.has(mediaType)) return parseImage(json, mediaType);
  throw new ManifestInvalidError(`unsupported manifest media type '${mediaType}'`);
}

function parseIndex(json: unknown, mediaType: string): ParsedManifest {
  const parsed = check(index, json);
  return {
    mediaType,
    artifactMediaType: parsed.artifactType,
    blobs: [],
    manifests: parsed.manifests,
    subject: parsed.subject,
    annotations: parsed.annotations,
  };
}

function parseImage(json: unknown, mediaType: string): ParsedManifest {
  const parsed = check(imageManifest, json);
  const pushed = parsed.layers.filter(({ urls }) => urls === undefined || urls.length === 0);
  return {
    mediaType,
    artifactMediaType: parsed.artifactType ?? parsed.config.mediaType,
    blobs: [parsed.config, ...pushed].map(({ mediaType, digest, size }) => ({
      mediaType,
      digest,
      size,
    })),
    manifests: [],
    subject: parsed.subject,
    annotations: parsed.annotations,
  };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ManifestInvalidError("manifest is not valid JSON", { cause });
  }
}

function mediaTypeInside(json: unknown): string | undefined {
  const parsed = z.object({ mediaType: z.string().optional() }).safeParse(json);
  return parsed.data?.mediaType;
}

function check<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new ManifestInvalidError(`manifest invalid: ${problems.join("; ")}`);
}
