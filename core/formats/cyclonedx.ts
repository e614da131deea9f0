import { ComponentType, HashAlgorithm, LifecyclePhase } from "@cyclonedx/cyclonedx-library/Enums";
import { Bom, Component, Metadata, Property, Tools } from "@cyclonedx/cyclonedx-library/Models";
import { JSON as CycloneDxJson } from "@cyclonedx/cyclonedx-library/Serialize";
import { Spec1dot6 } from "@cyclonedx/cyclonedx-library/Spec";
import type { InventoryPackage } from "../contract/inventory.ts";
import { formatPlatform } from "../oci/platform.ts";
import { distributionComponent, packageComponent } from "./cyclonedx-component.ts";
import type { CycloneDxComponent, CycloneDxDocument } from "./cyclonedx-document.ts";
import { documentId } from "./document-id.ts";
import { documentText } from "./document-text.ts";
import { imagePurl } from "./image-purl.ts";
import { isOfDistribution } from "./package-holder.ts";
import { SBOM_TOOL, type SbomSubject, subjectName } from "./sbom-subject.ts";

/** Media type of the document (https://cyclonedx.org/specification/overview/#registered-media-types). */
export const CYCLONEDX_MEDIA_TYPE = "application/vnd.cyclonedx+json; version=1.6";

/** The library's writer of JSON objects. */
const writer = new CycloneDxJson.Normalize.Factory(Spec1dot6);

/**
 * An image's bill of materials in CycloneDX 1.6 (ECMA-424), as the value of its JSON. The same
 * subject gives the same document.
 * https://cyclonedx.org/docs/1.6/json/
 */
export function toCycloneDx(subject: SbomSubject): CycloneDxDocument {
  const { inventory, analyzedAt } = subject;
  const image = imageComponent(subject);
  const distribution = distributionComponent(inventory.distribution);
  const bom = new Bom({
    serialNumber: `urn:uuid:${documentId("cyclonedx", subject)}`,
    metadata: new Metadata({ timestamp: new Date(analyzedAt), component: image }),
  });
  bom.metadata.lifecycles.add(LifecyclePhase.PostBuild);
  bom.metadata.tools = new Tools();
  bom.metadata.tools.components.add(
    new Component(ComponentType.Application, SBOM_TOOL, { version: inventory.analyzerVersion }),
  );
  if (distribution !== undefined) {
    bom.components.add(distribution);
    image.dependencies.add(distribution.bomRef);
  }
  for (const pkg of inventory.packages) {
    const component = packageComponent(pkg, inventory.layers);
    bom.components.add(component);
    const holder = isOfDistribution(pkg) ? (distribution ?? image) : image;
    holder.dependencies.add(component.bomRef);
  }
  return complete(bom, subject);
}

/** What was looked at: the image, or a folder. */
function imageComponent(subject: SbomSubject): Component {
  const { digest, platform, size, layers, warnings } = subject.inventory;
  const purl = imagePurl(subject);
  const type = digest === undefined ? ComponentType.File : ComponentType.Container;
  const component = new Component(type, documentText(subjectName(subject)), {
    bomRef: purl ?? "image",
    ...(digest === undefined ? {} : { version: digest }),
    ...(purl === undefined ? {} : { purl }),
  });
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "") ?? [];
  if (sha256 !== undefined) component.hashes.set(HashAlgorithm["SHA-256"], sha256);
  const properties: (readonly [string, string])[] = [
    ...(platform === undefined ? [] : [["image:platform", formatPlatform(platform)] as const]),
    ["image:size", String(size)],
    ...(subject.repository?.tags ?? []).map((tag) => ["image:tag", tag] as const),
    ...layers.map((layer) => ["layer:digest", layer.digest] as const),
    ...warnings.map(({ path, message }) => {
      return ["warning", path === undefined ? message : `${path}: ${message}`] as const;
    }),
  ];
  for (const [name, value] of properties) {
    component.properties.add(new Property(`ecr-scout:${name}`, documentText(value)));
  }
  return component;
}

/** The library's document with the parts of CycloneDX that it has no models of. */
function complete(bom: Bom, { inventory }: SbomSubject): CycloneDxDocument {
  const normalized = writer.makeForBom().normalize(bom, {});
  const packages = new Map(inventory.packages.map((pkg) => [pkg.purl, pkg]));
  return {
    ...normalized,
    components: (normalized.components ?? []).map((component) =>
      withOccurrences(component, packages.get(component["bom-ref"] ?? "")),
    ),
    // A component that is listed without any says that it depends on nothing, which nobody knows.
    dependencies: (normalized.dependencies ?? []).filter(
      ({ dependsOn }) => dependsOn !== undefined,
    ),
    compositions: [
      {
        // There may be packages of kinds that are not looked for: never "complete".
        aggregate: inventory.warnings.length > 0 ? "incomplete" : "unknown",
        assemblies: [bom.metadata.component?.bomRef.value ?? "image"],
      },
    ],
  };
}

function withOccurrences(
  component: CycloneDxComponent,
  pkg: InventoryPackage | undefined,
): CycloneDxComponent {
  if (pkg === undefined || pkg.locations.length === 0) return component;
  const occurrences = pkg.locations.map(({ path, layer }) => ({
    location: documentText(path),
    additionalContext: `layer ${layer}`,
  }));
  return { ...component, evidence: { ...component.evidence, occurrences } };
}
