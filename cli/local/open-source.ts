import type { LocalSource } from "../../adapters/files/stored-image.ts";
import type { ImageSource } from "../../core/oci/image-source.ts";
import type { ImageRepository } from "../../core/formats/sbom-subject.ts";
import { isDigest } from "../../core/oci/digest.ts";
import {
  formatReference,
  parseReference,
  type Reference,
  referenceTarget,
} from "../../core/oci/reference.ts";
import type { Target } from "../target.ts";
import { locateImage } from "./image-place.ts";
import { registryAccess } from "./registry-access.ts";
import type { LocalSettings } from "./settings.ts";

/** Where an image is read from. */
export interface OpenedSource {
  readonly source: ImageSource;
  /** Tag or digest of the image that is meant. */
  readonly reference: string;
  /** Of the target, for people. */
  readonly name: string;
  /** Where the image is kept; absent for files of this machine. */
  readonly repository?: ImageRepository;
  readonly close: () => Promise<void>;
}

/**
 * Opens the source of an image's bytes.
 * @throws PermanentError when it can't be opened, or names several images
 */
export async function openSource(
  target: Exclude<Target, { kind: "fs" }>,
  settings: LocalSettings,
): Promise<OpenedSource> {
  if (target.kind === "oci-dir" || target.kind === "archive") {
    return openStored(target.kind, target.place);
  }
  return openRemote(target.reference, settings);
}

async function openStored(kind: "oci-dir" | "archive", place: string): Promise<OpenedSource> {
  const { path, name } = await locateImage(kind, place);
  const source = await openFiles(kind, path);
  try {
    const reference = name === undefined ? source.defaultReference() : fullName(source, name);
    const known = source.images.find(({ digest }) => digest === reference)?.names[0];
    const shown = name ?? known;
    return {
      source,
      reference,
      name: `${kind}://${path}${shown === undefined ? "" : `:${shown}`}`,
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** `app:1` for `docker.io/library/app:1`, as some tools write the names of their images. */
function fullName({ images }: LocalSource, name: string): string {
  const names = images.flatMap((image) => image.names);
  if (names.includes(name) || !name.includes(":") || isDigest(name)) return name;
  try {
    const full = formatReference(parseReference(name));
    return names.includes(full) ? full : name;
  } catch {
    // No reference: then it is no more than a tag, or unknown, which the source tells.
    return name;
  }
}

async function openFiles(kind: "oci-dir" | "archive", path: string): Promise<LocalSource> {
  if (kind === "archive") {
    const { openArchive } = await import("../../adapters/files/open-archive.ts");
    return openArchive(path);
  }
  const { openOciLayout } = await import("../../adapters/files/oci-layout.ts");
  return openOciLayout(path);
}

async function openRemote(text: string, settings: LocalSettings): Promise<OpenedSource> {
  const reference = parseReference(text);
  // An HTTP client is not small: who reads a folder does not wait for it.
  const { openRegistry } = await import("../../adapters/registry/open-registry.ts");
  const { readDockerCredentials } = await import("../../adapters/registry/docker-credentials.ts");
  const source = openRegistry({
    registry: reference.registry,
    repository: reference.repository,
    ...registryAccess(reference.registry, settings.environment),
    credentials: () =>
      readDockerCredentials(settings.dockerDirectory, reference.registry, settings.environment),
  });
  return {
    source,
    reference: referenceTarget(reference),
    name: text,
    repository: repositoryOf(reference),
    close: () => source.close(),
  };
}

/** A digest rules over a tag beside it, which may lead elsewhere by now. */
function repositoryOf({ registry, repository, tag, digest }: Reference): ImageRepository {
  return { registry, repository, tags: tag === undefined || digest !== undefined ? [] : [tag] };
}
