import type { Distribution } from "../contract/inventory.ts";
import type { ParsedPackage } from "./ecosystem.ts";
import { formatPurl } from "./purl.ts";

/**
 * Package URL of a distribution's package:
 * `pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl`.
 * `upstream` names the source package, with its version where that is another, so that readers
 * of an exported document can match by source as we do.
 */
export function distributionPurl(
  type: "deb" | "apk",
  pkg: ParsedPackage,
  distribution: Distribution | undefined,
): string {
  return formatPurl({
    type,
    // os-release(5): an image that doesn't name its distribution is to be taken as "linux".
    namespace: distribution?.id ?? "linux",
    name: pkg.name,
    version: pkg.version,
    qualifiers: {
      arch: pkg.architecture ?? "",
      distro: distribution === undefined ? "" : distro(distribution),
      upstream: upstream(pkg),
    },
  });
}

function distro({ id, versionId, codename }: Distribution): string {
  const release = versionId ?? codename;
  return release === undefined ? id : `${id}-${release}`;
}

function upstream({ name, version, sourceName, sourceVersion }: ParsedPackage): string {
  const otherVersion = sourceVersion !== undefined && sourceVersion !== version;
  if (otherVersion) return `${sourceName ?? name}@${sourceVersion}`;
  return sourceName === undefined || sourceName === name ? "" : sourceName;
}
