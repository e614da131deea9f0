import { PermanentError } from "../../core/errors.ts";
import { MAX_MANIFEST_BYTES } from "../../core/oci/manifest.ts";
import { DOCKER_MANIFEST } from "../../core/oci/media-types.ts";
import { type ArchiveTree, openArchiveTree } from "./archive-tree.ts";
import { type ArchivedImage, readDockerArchive } from "./docker-archive.ts";
import { openLayoutTree } from "./oci-layout.ts";
import { describeImages, findImage, type LocalSource } from "./stored-image.ts";

/**
 * Opens a tar archive of images, as `docker save`, `podman save` and skopeo write them:
 * an OCI layout in a tar, or Docker's older form. Files are read in place.
 * @throws PermanentError `unreadable`, `compressed-archive`, `corrupt-tar`, `truncated-tar`,
 * `not-an-archive`, `malformed-archive`, `malformed-layout`
 */
export async function openArchive(path: string): Promise<LocalSource> {
  const tree = await openArchiveTree(path);
  try {
    if (tree.index.has("oci-layout") && tree.index.has("index.json")) {
      return await openLayoutTree(tree);
    }
    const manifestJson = await tree.readSmall("manifest.json", MAX_MANIFEST_BYTES);
    if (manifestJson !== undefined) {
      return sourceOf(tree, await readDockerArchive(tree, manifestJson));
    }
  } catch (error) {
    await tree.close();
    throw error;
  }
  await tree.close();
  throw new PermanentError(
    "not-an-archive",
    `${path} is a tar file, and no image: it has neither index.json nor manifest.json. Save an image with docker save -o FILE IMAGE`,
  );
}

function sourceOf(tree: ArchiveTree, archived: readonly ArchivedImage[]): LocalSource {
  const images = archived.map(({ manifest, names }) => ({
    digest: manifest.digest,
    mediaType: DOCKER_MANIFEST,
    names,
  }));
  return {
    images,
    defaultReference() {
      const [first, ...others] = images;
      if (first !== undefined && others.length === 0) return first.digest;
      throw new PermanentError(
        first === undefined ? "no-image" : "ambiguous-reference",
        `${tree.place} has ${describeImages(images)}. Say which image by its name.`,
      );
    },
    readManifest: (reference) =>
      new Promise((resolve) => {
        const image = findImage(images, reference, tree.place);
        const found = archived.find(({ manifest }) => manifest.digest === image?.digest);
        if (found === undefined) throw missing("manifest-unknown", reference, tree);
        resolve(found.manifest);
      }),
    async readBlob({ digest }, signal) {
      const owner = archived.find(({ blobs }) => blobs.has(digest));
      const stream = await tree.open(owner?.blobs.get(digest) ?? "", signal);
      if (stream === undefined) throw missing("blob-unknown", digest, tree);
      return stream;
    },
    close: () => tree.close(),
  };
}

function missing(code: string, what: string, tree: ArchiveTree): PermanentError {
  return new PermanentError(code, `${tree.place} does not hold ${what}. Save the image again.`);
}
