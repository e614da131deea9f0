import type { Inventory, InventoryPackage } from "../../../core/contract/inventory.ts";
import type { SbomSubject } from "../../../core/formats/sbom-subject.ts";

export const DIGEST = `sha256:${"d".repeat(64)}`;
export const LAYERS = [`sha256:${"0".repeat(64)}`, `sha256:${"1".repeat(64)}`] as const;
export const IMAGE_PURL = `pkg:oci/app@${DIGEST}?arch=amd64&repository_url=registry.example%2Fteam%2Fapp&tag=1.0`;

/** lodash in the upper layer unless said otherwise; the purl is made of name and version. */
export function packageOf(fields: Partial<InventoryPackage> = {}): InventoryPackage {
  const name = fields.name ?? "lodash";
  const version = fields.version ?? "4.17.21";
  return {
    purl: `pkg:npm/${encodeURIComponent(name.toWellFormed())}@${encodeURIComponent(version.toWellFormed())}`,
    ecosystem: "npm",
    type: "npm",
    name,
    version,
    locations: [{ path: `app/node_modules/${name}/package.json`, layer: 1 }],
    ...fields,
  };
}

/** A package of Debian with another source package, in the lower layer. */
export function debianPackage(): InventoryPackage {
  return packageOf({
    purl: "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl",
    ecosystem: "dpkg",
    type: "deb",
    namespace: "debian",
    name: "libssl3",
    version: "3.0.11-1",
    architecture: "amd64",
    sourceName: "openssl",
    locations: [{ path: "var/lib/dpkg/status", layer: 0 }],
  });
}

/** Two layers of Debian 12 for linux/amd64 with two packages, kept as registry.example/team/app:1.0. */
export function subjectOf(
  inventory: Partial<Inventory> = {},
  fields: Partial<SbomSubject> = {},
): SbomSubject {
  return {
    name: "team/app:1.0",
    repository: { registry: "registry.example", repository: "team/app", tags: ["1.0"] },
    analyzedAt: "2026-11-21T10:01:02.345Z",
    inventory: {
      schemaVersion: 1,
      analyzerVersion: "1",
      digest: DIGEST,
      platform: { os: "linux", architecture: "amd64" },
      distribution: { id: "debian", versionId: "12", prettyName: "Debian GNU/Linux 12 (bookworm)" },
      size: 3000,
      layers: LAYERS.map((digest, index) => ({
        digest,
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
        size: 1000 + index * 1000,
        packageCount: 1,
      })),
      packages: [debianPackage(), packageOf({ licenses: ["MIT"] })],
      warnings: [],
      ...inventory,
    },
    ...fields,
  };
}

/** Text as a hostile image may hold it. */
export const HOSTILE = "evil\u001b[2J\u0000\u202egnp\ud800\u2028\r\n\u200b<>&\"'${x}";
export const LONG = "x".repeat(4000);

/** A subject with this text wherever an image has a say. */
export function hostileSubject(text: string): SbomSubject {
  return subjectOf(
    {
      analyzerVersion: "1",
      distribution: { id: text, versionId: text, prettyName: text },
      platform: { os: text, architecture: text },
      packages: [
        packageOf({
          name: text,
          namespace: text,
          version: text,
          sourceName: text,
          sourceVersion: text,
          licenses: [text, `(${text})`, "MIT"],
          locations: [
            { path: text, layer: 0 },
            { path: `${text}/x`, layer: 99 },
          ],
        }),
        packageOf({ licenses: [text] }),
      ],
      warnings: [{ code: "malformed-file", message: text, path: text }],
    },
    {
      name: text,
      repository: { registry: "127.0.0.1:5050", repository: text, tags: [text, text] },
    },
  );
}

/** A subject with many packages, each declaring a licence of its own making. */
export function largeSubject(packages: number): SbomSubject {
  return subjectOf({
    packages: Array.from({ length: packages }, (_, index) =>
      packageOf({ name: `package-${index}`, licenses: [`licence ${index % 100}`] }),
    ),
  });
}
