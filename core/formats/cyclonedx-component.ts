import { ComponentType, LicenseAcknowledgement } from "@cyclonedx/cyclonedx-library/Enums";
import {
  Component,
  type License,
  LicenseExpression,
  NamedLicense,
  Property,
  SpdxLicense,
} from "@cyclonedx/cyclonedx-library/Models";
import type { Distribution, InventoryLayer, InventoryPackage } from "../contract/inventory.ts";
import { documentText } from "./document-text.ts";
import { parseSpdxLicense } from "./license-expression.ts";
import { isOfDistribution } from "./package-holder.ts";

/** Characters of a version (CycloneDX 1.6, `version`). */
const MAX_VERSION = 1024;

/** The distribution of an image. */
export function distributionComponent(
  distribution: Distribution | undefined,
): Component | undefined {
  if (distribution === undefined) return undefined;
  const { id, versionId, prettyName } = distribution;
  return new Component(ComponentType.OperatingSystem, documentText(id), {
    bomRef: "distribution",
    ...(versionId === undefined ? {} : { version: versionText(versionId) }),
    ...(prettyName === undefined ? {} : { description: documentText(prettyName) }),
  });
}

/** A package, without its places. */
export function packageComponent(
  pkg: InventoryPackage,
  layers: readonly InventoryLayer[],
): Component {
  const component = new Component(ComponentType.Library, documentText(pkg.name), {
    bomRef: pkg.purl,
    purl: pkg.purl,
    version: versionText(pkg.version),
    // A distribution's packages have the distribution there, which is a component of its own.
    ...(pkg.namespace === undefined || isOfDistribution(pkg)
      ? {}
      : { group: documentText(pkg.namespace) }),
  });
  for (const license of licensesOf(pkg.licenses ?? [])) component.licenses.add(license);
  for (const [name, value] of propertiesOf(pkg, layers)) {
    component.properties.add(new Property(`ecr-scout:${name}`, documentText(value)));
  }
  return component;
}

function versionText(version: string): string {
  return documentText(version).slice(0, MAX_VERSION).toWellFormed();
}

/**
 * Several declared licences are listed one by one; only a single one may be an expression
 * (CycloneDX 1.6, `licenseChoice`).
 */
function licensesOf(declared: readonly string[]): License[] {
  return declared.map((text) => {
    const parsed = parseSpdxLicense(text);
    const license = licenseOf(text, parsed, declared.length === 1);
    license.acknowledgement = LicenseAcknowledgement.Declared;
    return license;
  });
}

function licenseOf(
  text: string,
  parsed: ReturnType<typeof parseSpdxLicense>,
  alone: boolean,
): License {
  if (parsed?.kind === "id") return new SpdxLicense(parsed.text);
  if (parsed !== undefined && alone) return new LicenseExpression(parsed.text);
  return new NamedLicense(documentText(parsed?.text ?? text));
}

function propertiesOf(
  { sourceName, sourceVersion, locations }: InventoryPackage,
  layers: readonly InventoryLayer[],
): (readonly [name: string, value: string])[] {
  const index = locations[0]?.layer;
  const digest = index === undefined ? undefined : layers[index]?.digest;
  const properties: (readonly [name: string, value: string | undefined])[] = [
    // A folder has no layers, and its packages are said to be in layer 0.
    ["layer:index", digest === undefined ? undefined : String(index)],
    ["layer:digest", digest],
    ["source:name", sourceName],
    ["source:version", sourceVersion],
  ];
  return properties.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
