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

/** Why a digest is looked at (core/contract/analysis-request.ts says what each means). */
export const ANALYSIS_CAUSES = [
  "push",
  "delete",
  "index",
  "retag",
  "retry",
  "activation",
  "reconcile",
] as const;
export type AnalysisCause = (typeof ANALYSIS_CAUSES)[number];

/** How an analysis ended; `postponed`: it is tried again by itself. */
export const ANALYSIS_OUTCOMES = ["analyzed", "failed", "unsupported", "postponed"] as const;
export type AnalysisOutcome = (typeof ANALYSIS_OUTCOMES)[number];

/**
 * How an ecosystem's packages were assessed: against a full advisory source,
 * against the starter set alone, or not at all (never to be shown as zero).
 */
export const COVERAGES = ["full", "starter", "not-assessed"] as const;
export type Coverage = (typeof COVERAGES)[number];

/** Roles of a member in an organization, most powerful first. */
export const ROLES = ["owner", "editor", "member"] as const;
export type Role = (typeof ROLES)[number];

/** What a personal access token may do of what its member may: look, or everything. */
export const TOKEN_SCOPES = ["read", "write"] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** States of an integration (one registry: account and Region). */
export const INTEGRATION_STATUSES = ["pending", "connected", "error"] as const;
export type IntegrationStatus = (typeof INTEGRATION_STATUSES)[number];

/** Which repositories of an integration are analysed. */
export const ACTIVATIONS = ["all", "selected"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** Forms of the customer's stack: early access has a role of its own for setting up, and one rule. */
export const LAYOUTS = ["current", "early-access"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** How pushes are learned of: by EventBridge's events, or by listing the registry again and again. */
export const DELIVERIES = ["events", "poll"] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** Where an image is pulled to: the registry's own Region, another one, or out of AWS. */
export const PULL_PATHS = ["same", "cross", "internet"] as const;
export type PullPath = (typeof PULL_PATHS)[number];

/**
 * Whether an account that came by an enrollment may be read: it was on the allow-list, it waits
 * for an owner, or an owner has approved it.
 */
export const APPROVALS = ["allowed", "waiting", "approved"] as const;
export type Approval = (typeof APPROVALS)[number];

/** What a check of an integration found of one thing. */
export const CHECK_OUTCOMES = ["ok", "warning", "error"] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Whether all that was stored of a removed integration is gone. */
export const PURGE_STATES = ["purging", "purged"] as const;

/** What became of a package from one image to another; `changed`: its versions have no order. */
export const PACKAGE_CHANGES = ["added", "removed", "upgraded", "downgraded", "changed"] as const;
export type PackageChange = (typeof PACKAGE_CHANGES)[number];

/** What became of a vulnerability from one image to another. */
export const VULNERABILITY_CHANGES = ["new", "fixed", "unchanged"] as const;
export type VulnerabilityChange = (typeof VULNERABILITY_CHANGES)[number];

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
