import type {
  ImagePackage,
  ImagePackagesQuery,
  ImagesQuery,
  ImageVulnerabilitiesQuery,
  ImageVulnerability,
} from "../contract/api-images.ts";
import type {
  PackageDetail,
  PackageQuery,
  PackagesQuery,
  PackageSummary,
  VulnerabilitiesQuery,
  VulnerabilityDetail,
  VulnerabilitySummary,
} from "../contract/api-organization.ts";
import type { ImagesOverview } from "../contract/api-overview.ts";
import type { RepositoriesQuery, RepositorySummary } from "../contract/api-repositories.ts";
import type { SeverityCounts } from "../contract/findings.ts";
import type { Image } from "../contract/image.ts";
import type { Page } from "../contract/page.ts";
import type { ComparedPackage } from "./compare/packages.ts";
import type { ComparedFinding } from "./compare/vulnerabilities.ts";
import type { ImageKey } from "./port.ts";

/** An integration whose repositories are activated where their names match. */
export interface PatternOfIntegration {
  readonly integrationId: string;
  /** For example `team/*` (core/images/activation-pattern.ts). */
  readonly pattern: string;
}

/** Packages that differ, by purl, and how many do not. */
export interface DifferentPackages {
  readonly from: readonly ComparedPackage[];
  readonly to: readonly ComparedPackage[];
  readonly unchanged: number;
}

/**
 * Port: everything that is listed, searched or counted of one organization, as of one
 * moment (docs/adr/0003-read-model.md). Each list is paged by keyset: a deep page costs what
 * the first one does. A cursor of another query throws `PermanentError` `invalid-cursor`.
 */
export interface ReadModel {
  /** When the write model was read for it, ISO 8601; null: nothing was published yet. */
  readonly asOf: string | null;
  images(query: ImagesQuery): Page<Image>;
  image(imageId: string): Image | undefined;
  /** In the order of their names. Undefined: no such image. */
  imagePackages(imageId: string, query: ImagePackagesQuery): Page<ImagePackage> | undefined;
  /** The worst first, then by identifier and package. Undefined: no such image. */
  imageVulnerabilities(
    imageId: string,
    query: ImageVulnerabilitiesQuery,
  ): Page<ImageVulnerability> | undefined;
  vulnerabilities(query: VulnerabilitiesQuery): Page<VulnerabilitySummary>;
  packages(query: PackagesQuery): Page<PackageSummary>;
  /** By its whole identifier. Undefined: no image has it. */
  vulnerability(id: string): Omit<VulnerabilityDetail, "asOf"> | undefined;
  /** Undefined: no image holds it. */
  package(query: PackageQuery): Omit<PackageDetail, "asOf"> | undefined;
  /** By layer; layers without vulnerabilities are absent. Undefined: no such image. */
  layerVulnerabilities(imageId: string): ReadonlyMap<number, SeverityCounts> | undefined;
  /**
   * @param since From when on a critical vulnerability is new.
   * @param examples How many are named of each.
   */
  overview(since: Date, examples: number): ImagesOverview;
  /** Packages that one of two images has and the other has not. Undefined: no such image. */
  differentPackages(from: string, to: string): DifferentPackages | undefined;
  /** All that an image's report found. Undefined: no such image. */
  findingsOf(imageId: string): readonly ComparedFinding[] | undefined;
  /**
   * @param everywhere Integrations whose activation is `all`: their repositories are activated.
   * @param patterns By which other integrations' are.
   */
  repositories(
    query: RepositoriesQuery,
    everywhere: readonly string[],
    patterns?: readonly PatternOfIntegration[],
  ): Page<RepositorySummary>;
  /** Analysed images that hold packages of an advisory ecosystem, as OSV names it. */
  imagesOfEcosystem(ecosystem: string): readonly Omit<ImageKey, "organizationId">[];
}

/** Port: gives the newest read model that can be had of an organization. */
export interface ReadModels {
  /**
   * Runs `use` on it at once: the model may be replaced afterwards, so nothing of it
   * but plain results may leave. An organization without one gets an empty one.
   * @param freshness `recheck`: asks for a newer model however recently that was done, for
   *   whoever misses what another reader has already been shown.
   */
  read<T>(organizationId: string, use: (model: ReadModel) => T, freshness?: "recheck"): Promise<T>;
}

/**
 * Images to match again when the advisories of `ecosystem` changed: those that hold packages
 * of it.
 *
 * @param ecosystem As OSV names it, for example `npm` or `Debian:12`.
 */
export async function imagesOfEcosystem(
  models: ReadModels,
  organizationId: string,
  ecosystem: string,
): Promise<readonly ImageKey[]> {
  const keys = await models.read(organizationId, (model) => model.imagesOfEcosystem(ecosystem));
  return keys.map((key) => ({ organizationId, ...key }));
}
