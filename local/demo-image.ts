import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

/** A content-addressed piece of an image. */
interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly bytes: Buffer;
}

/** An image ready to push: its blobs, and the manifest that names them. */
export interface DemoImage {
  readonly blobs: readonly Blob[];
  readonly manifest: Blob;
}

/**
 * Builds the demo image: a few megabytes less than a real one, with the files that
 * package managers leave behind, at versions that have well-known vulnerabilities.
 * The same bytes every time.
 */
export async function buildDemoImage(): Promise<DemoImage> {
  const layers = await Promise.all(
    [
      { createdBy: "ADD alpine-minirootfs.tar.gz / # buildkit", files: ALPINE },
      { createdBy: "RUN apk add --no-cache nodejs python3 # buildkit", files: RUNTIMES },
      { createdBy: "COPY node_modules /app/node_modules # buildkit", files: NODE_MODULES },
      { createdBy: "RUN pip install -r requirements.txt # buildkit", files: PYTHON },
    ].map(async ({ createdBy, files }) => ({ createdBy, ...(await layer(files)) })),
  );
  const config = blob(
    "application/vnd.oci.image.config.v1+json",
    Buffer.from(
      JSON.stringify({
        architecture: "amd64",
        os: "linux",
        created: "2026-11-01T00:00:00Z",
        config: {
          User: "node",
          WorkingDir: "/app",
          Cmd: ["node", "server.js"],
          Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "NODE_ENV=production"],
          ExposedPorts: { "8080/tcp": {} },
        },
        rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
        history: layers.map(({ createdBy }) => ({
          created: "2026-11-01T00:00:00Z",
          created_by: createdBy,
        })),
      }),
    ),
  );
  const descriptors = [config, ...layers.map(({ stored }) => stored)].map(
    ({ mediaType, digest, size }) => ({ mediaType, digest, size }),
  );
  const manifest = blob(
    "application/vnd.oci.image.manifest.v1+json",
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        config: descriptors[0],
        layers: descriptors.slice(1),
      }),
    ),
  );
  return { blobs: [config, ...layers.map(({ stored }) => stored)], manifest };
}

async function layer(files: Files): Promise<{ diffId: string; stored: Blob }> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) {
    archive.entry({ name, mtime: new Date(0), mode: 0o644 }, text);
  }
  archive.finalize();
  const tar = await buffer(archive);
  return {
    diffId: digestOf(tar),
    stored: blob("application/vnd.oci.image.layer.v1.tar+gzip", gzipSync(tar)),
  };
}

function blob(mediaType: string, bytes: Buffer): Blob {
  return { mediaType, bytes, digest: digestOf(bytes), size: bytes.length };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

type Files = Readonly<Record<string, string>>;

function apkDatabase(packages: readonly (readonly [name: string, version: string])[]): string {
  return packages
    .map(([name, version]) => `P:${name}\nV:${version}\nA:x86_64\no:${name}\nL:MIT\n`)
    .join("\n");
}

const BASE_PACKAGES = [
  ["alpine-baselayout", "3.4.3-r1"],
  ["busybox", "1.36.0-r9"],
  ["libcrypto3", "3.1.0-r4"],
  ["libssl3", "3.1.0-r4"],
  ["musl", "1.2.4-r0"],
  ["zlib", "1.2.13-r1"],
] as const;

const OS_RELEASE = `NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.18.0
PRETTY_NAME="Alpine Linux v3.18"
`;

const ALPINE: Files = {
  "etc/os-release": OS_RELEASE,
  "lib/apk/db/installed": apkDatabase(BASE_PACKAGES),
};

const RUNTIMES: Files = {
  "lib/apk/db/installed": apkDatabase([
    ...BASE_PACKAGES,
    ["curl", "8.1.2-r0"],
    ["libcurl", "8.1.2-r0"],
    ["libexpat", "2.5.0-r1"],
    ["nodejs", "18.16.0-r1"],
    ["python3", "3.11.3-r11"],
    ["sqlite-libs", "3.41.2-r2"],
  ]),
};

const NODE_MODULES: Files = Object.fromEntries(
  [
    ["axios", "0.21.0"],
    ["debug", "4.3.4"],
    ["express", "4.17.1"],
    ["jsonwebtoken", "8.5.1"],
    ["lodash", "4.17.15"],
    ["minimist", "1.2.5"],
    ["ms", "2.1.3"],
    ["node-fetch", "2.6.1"],
    ["semver", "7.3.5"],
    ["ws", "7.4.5"],
  ].map(([name, version]) => [
    `app/node_modules/${String(name)}/package.json`,
    JSON.stringify({ name, version, license: "MIT" }),
  ]),
);

const PYTHON: Files = Object.fromEntries(
  [
    ["certifi", "2022.9.24"],
    ["idna", "3.4"],
    ["Jinja2", "2.11.2"],
    ["PyYAML", "5.3.1"],
    ["requests", "2.28.1"],
    ["urllib3", "1.26.12"],
  ].map(([name, version]) => [
    `usr/local/lib/python3.11/site-packages/${String(name)}-${String(version)}.dist-info/METADATA`,
    `Metadata-Version: 2.1\nName: ${String(name)}\nVersion: ${String(version)}\nLicense: MIT\n`,
  ]),
);
