import { formatPurl } from "../ecosystems/purl.ts";
import type { SbomSubject } from "./sbom-subject.ts";

/**
 * Package URL of an image: `pkg:oci/app@sha256:…?arch=amd64&repository_url=host%2Fteam%2Fapp&tag=1.0`.
 * Undefined where there is no digest or no repository to name it by. Of several tags the first
 * is taken. https://github.com/package-url/purl-spec (types/oci-definition.json)
 */
export function imagePurl({ inventory, repository }: SbomSubject): string | undefined {
  const { digest, platform } = inventory;
  if (digest === undefined || repository === undefined) return undefined;
  return formatPurl({
    type: "oci",
    name: (repository.repository.split("/").at(-1) ?? "").toLowerCase(),
    version: digest,
    qualifiers: {
      arch: platform?.architecture ?? "",
      repository_url: `${repository.registry}/${repository.repository}`,
      tag: repository.tags[0] ?? "",
    },
  });
}
