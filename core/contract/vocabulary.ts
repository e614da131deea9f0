/**
 * The words that cross process borders, as constants without zod, so that the
 * dashboard can import their values and not only their types.
 */

/** Severity bands, worst first. `unspecified`: nobody has rated it. */
export const SEVERITIES = ["critical", "high", "medium", "low", "unspecified"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** States of an image's analysis. */
export const IMAGE_STATES = [
  "queued",
  "analyzing",
  "analyzed",
  "failed",
  "unsupported",
  "deleted",
] as const;
export type ImageState = (typeof IMAGE_STATES)[number];

/**
 * How an ecosystem's packages were assessed: against a full advisory source,
 * against the starter set alone, or not at all (never to be shown as zero).
 */
export const COVERAGES = ["full", "starter", "not-assessed"] as const;
export type Coverage = (typeof COVERAGES)[number];

/** Roles of a member in an organization, most powerful first. */
export const ROLES = ["owner", "editor", "member"] as const;
export type Role = (typeof ROLES)[number];

/** States of an integration (one registry: account and Region). */
export const INTEGRATION_STATUSES = ["pending", "connected", "error"] as const;
export type IntegrationStatus = (typeof INTEGRATION_STATUSES)[number];

/** Which repositories of an integration are analysed. */
export const ACTIVATIONS = ["all", "selected"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Package URL types of the packages that we find. */
export const PACKAGE_TYPES = ["deb", "apk", "npm", "pypi", "golang", "maven"] as const;
export type PackageType = (typeof PACKAGE_TYPES)[number];

/** What a pushed manifest is. Only `image` is analysed; an `index` fans out to its images. */
export const ARTIFACT_KINDS = [
  "image",
  "index",
  "attestation",
  "signature",
  "chart",
  "other",
] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

/** Header in which an API destination sends its key, `<integrationId>.<secret>`. */
export const API_KEY_HEADER = "x-scout-api-key";
