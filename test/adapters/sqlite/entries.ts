import type { Finding } from "../../../core/contract/findings.ts";
import type { Image } from "../../../core/contract/image.ts";
import type { Inventory, InventoryPackage } from "../../../core/contract/inventory.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import { imageIdOf } from "../../../core/images/image-id.ts";
import type { ImageEntry } from "../../../core/images/read-model-draft.ts";

const REGISTRY = "222222222222.dkr.ecr.us-east-1.amazonaws.com";

/** A digest that is told from others by a number. */
export function digestOf(number: number): string {
  return `sha256:${number.toString(16).padStart(64, "0")}`;
}

/** An npm package in one layer, unless it is told otherwise. */
export function npmPackage(
  name: string,
  version: string,
  layer = 0,
  more: Partial<InventoryPackage> = {},
): InventoryPackage {
  return {
    purl: `pkg:npm/${name}@${version}`,
    ecosystem: "npm",
    type: "npm",
    name,
    version,
    locations: [{ path: `app/node_modules/${name}/package.json`, layer }],
    ...more,
  };
}

/** A finding of a package. */
export function findingOf(
  pkg: InventoryPackage,
  id: string,
  severity: Finding["severity"] = "high",
  more: Partial<Finding> = {},
): Finding {
  return {
    id,
    advisoryId: `GHSA-${id}`,
    aliases: [id],
    purl: pkg.purl,
    status: "affected",
    severity,
    severitySource: "cvss",
    affectedRange: "<9",
    summary: `About ${id}`,
    ...more,
  };
}

/** An analysed image; `number` gives its digest and the minute of its push. */
export function entryOf(
  number: number,
  packages: readonly InventoryPackage[],
  findings: readonly Finding[] = [],
  more: Partial<Image> = {},
): ImageEntry {
  const key = {
    registry: more.registry ?? REGISTRY,
    repository: more.repository ?? "team/app",
    digest: digestOf(number),
  };
  const image: Image = {
    imageId: imageIdOf(key),
    ...key,
    tags: [`v${number}`],
    indexDigest: null,
    platform: "linux/amd64",
    state: "analyzed",
    stateReason: null,
    pushedAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
    analyzedAt: "2026-02-01T00:00:00.000Z",
    size: 1000,
    distribution: "Debian GNU/Linux 12 (bookworm)",
    packageCount: packages.length,
    assessed: [{ ecosystem: "npm", coverage: "full", packageCount: packages.length }],
    vulnerabilities: countsOf(findings),
    ...more,
  };
  return {
    image,
    integrationId: "i1",
    inventory: inventoryOf(packages),
    findings: {
      schemaVersion: 1,
      matchedAt: "2026-02-01T00:00:00.000Z",
      assessed: image.assessed ?? [],
      counts: countsOf(findings),
      findings: [...findings],
    },
  };
}

export function inventoryOf(packages: readonly InventoryPackage[]): Inventory {
  return {
    schemaVersion: 1,
    analyzerVersion: "1",
    size: 1000,
    layers: [],
    packages: [...packages],
    warnings: [],
  };
}

function countsOf(findings: readonly Finding[]) {
  const [critical = 0, high = 0, medium = 0, low = 0, unspecified = 0] = SEVERITIES.map(
    (severity) => findings.filter((finding) => finding.severity === severity).length,
  );
  return { critical, high, medium, low, unspecified };
}
