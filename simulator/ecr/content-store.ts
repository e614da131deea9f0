import {
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import type { Readable } from "node:stream";
import { join } from "node:path";
import { isSha256Digest } from "./digest.ts";
import { fileNameOf } from "./file-name.ts";

/** Disk reads of layers: large enough to keep the event loop out of the way. */
const READ_SIZE = 1024 * 1024;

/**
 * Blobs and manifests of repositories as files. Each repository owns its files; mounting is a hard
 * link, so the file system counts the references and frees a blob with its last repository.
 * `repository` is a repositoryKey.
 */
export interface ContentStore {
  /** Bytes of a blob; undefined when the repository does not have it. */
  blobSize(repository: string, digest: string): number | undefined;
  openBlob(repository: string, digest: string, range?: ByteRange): Readable;
  /** Moves a finished file (on the same file system) in as a blob. */
  adoptBlob(repository: string, digest: string, path: string): void;
  /** Makes a blob of another repository this one's too. */
  mountBlob(from: string, to: string, digest: string): void;
  removeBlob(repository: string, digest: string): void;
  readManifest(repository: string, digest: string): Buffer;
  writeManifest(repository: string, digest: string, bytes: Buffer): void;
  removeManifest(repository: string, digest: string): void;
  removeRepository(repository: string): void;
}

/** First and last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export function openContentStore(directory: string): ContentStore {
  const folder = (repository: string): string => join(directory, fileNameOf(repository));
  const file = (repository: string, kind: "blobs" | "manifests", digest: string): string => {
    if (!isSha256Digest(digest)) throw new Error(`Not a sha256 digest: ${digest}`);
    return join(folder(repository), kind, digest.slice("sha256:".length));
  };
  const prepare = (path: string): string => {
    mkdirSync(join(path, ".."), { recursive: true });
    return path;
  };
  return {
    blobSize: (repository, digest) =>
      statSync(file(repository, "blobs", digest), { throwIfNoEntry: false })?.size,
    openBlob: (repository, digest, range) =>
      createReadStream(file(repository, "blobs", digest), { ...range, highWaterMark: READ_SIZE }),
    adoptBlob(repository, digest, path) {
      renameSync(path, prepare(file(repository, "blobs", digest)));
    },
    mountBlob(from, to, digest) {
      const target = prepare(file(to, "blobs", digest));
      if (!existsSync(target)) linkSync(file(from, "blobs", digest), target);
    },
    removeBlob(repository, digest) {
      rmSync(file(repository, "blobs", digest), { force: true });
    },
    readManifest: (repository, digest) => readFileSync(file(repository, "manifests", digest)),
    writeManifest(repository, digest, bytes) {
      const path = prepare(file(repository, "manifests", digest));
      writeFileSync(`${path}.tmp`, bytes);
      renameSync(`${path}.tmp`, path);
    },
    removeManifest(repository, digest) {
      rmSync(file(repository, "manifests", digest), { force: true });
    },
    removeRepository(repository) {
      rmSync(folder(repository), { recursive: true, force: true });
    },
  };
}
