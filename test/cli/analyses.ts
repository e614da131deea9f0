import type { Finding, FindingReport } from "../../core/contract/findings.ts";
import type { Inventory, InventoryPackage } from "../../core/contract/inventory.ts";
import type { Analysis, Engine } from "../../cli/engine.ts";
import { summaryOf } from "../../cli/summary.ts";

/** A package of an inventory, lodash in layer 0 unless said otherwise. */
export function packageOf(fields: Partial<InventoryPackage> = {}): InventoryPackage {
  const name = fields.name ?? "lodash";
  const version = fields.version ?? "4.17.15";
  return {
    purl: `pkg:npm/${name}@${version}`,
    ecosystem: "npm",
    type: "npm",
    name,
    version,
    locations: [{ path: `app/node_modules/${name}/package.json`, layer: 0 }],
    ...fields,
  };
}

/** A finding of lodash unless said otherwise. */
export function findingOf(fields: Partial<Finding> = {}): Finding {
  return {
    id: "CVE-2021-23337",
    advisoryId: "GHSA-35jh-r3h4-6jhm",
    aliases: ["GHSA-35jh-r3h4-6jhm"],
    purl: "pkg:npm/lodash@4.17.15",
    status: "affected",
    severity: "high",
    severitySource: "cvss",
    affectedRange: "<4.17.21",
    ...fields,
  };
}

/** An analysis of one layer, `npm` being assessed in full, unless said otherwise. */
export function analysisOf(
  inventory: Partial<Inventory> = {},
  report: Partial<FindingReport> = {},
  fields: Partial<Analysis> = {},
): Analysis {
  const packages = inventory.packages ?? [packageOf()];
  return {
    name: "app:1",
    origin: "local",
    analyzedAt: "2026-11-21T12:00:00.000Z",
    advisoryCounts: new Map(),
    inventory: {
      schemaVersion: 1,
      analyzerVersion: "1",
      digest: `sha256:${"0".repeat(64)}`,
      size: 1000,
      layers: [
        {
          digest: `sha256:${"1".repeat(64)}`,
          mediaType: "application/vnd.oci.image.layer.v1.tar",
          size: 1000,
          packageCount: packages.length,
        },
      ],
      packages,
      warnings: [],
      ...inventory,
    },
    report: {
      schemaVersion: 1,
      matchedAt: "2026-11-21T12:00:00.000Z",
      assessed: [
        {
          ecosystem: "npm",
          coverage: "full",
          asOf: "2026-11-20T00:00:00Z",
          packageCount: packages.length,
        },
      ],
      counts: { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 },
      findings: [],
      ...report,
    },
    ...fields,
  };
}

/** An engine that knows the answer. */
export function engineOf(analysis: Analysis): () => Promise<Engine> {
  return () =>
    Promise.resolve({
      inspect: () => Promise.resolve(analysis),
      analyse: () => Promise.resolve(analysis),
      summarise: () => Promise.resolve(summaryOf(analysis)),
      newest: () => Promise.resolve("registry.example/newest:1"),
    });
}
