import type { Estimate } from "../../../core/contract/api-estimate.ts";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import type {
  IntegrationSummary,
  MonthOfUsage,
  RemovedIntegration,
} from "../../../core/contract/api-integrations.ts";
import type { CheckReport } from "../../../core/contract/check-report.ts";
import { type ListAnswer, path, type Query, type Reading, reading } from "../api/reading.ts";

/** Path of the page of all integrations, below the organization. */
export const ECR_PAGE = "integrations/amazon-ecr";

/** All integrations: the API answers them at once, and takes no query. */
export function integrationsReading(): Reading<ListAnswer<IntegrationSummary>> {
  return reading("integrations");
}

/** One integration. */
export function integrationReading(integrationId: string): Reading<IntegrationSummary> {
  return reading(path`integrations/${integrationId}`);
}

/** What its last check found; 404 until it was checked. */
export function checkReading(integrationId: string): Reading<CheckReport> {
  return reading(path`integrations/${integrationId}/check`);
}

/** What it used by months, the newest first. */
export function usageReading(
  integrationId: string,
): Reading<{ readonly items: readonly MonthOfUsage[] }> {
  return reading(path`integrations/${integrationId}/usage`);
}

/** What was removed with it; 409 while it was not. */
export function removalReading(integrationId: string): Reading<RemovedIntegration> {
  return reading(path`integrations/${integrationId}/removal`);
}

/** What integrations cost a month; the query is `EstimateQuery` of the API. */
export function estimateReading(query: Query): Reading<Estimate> {
  return reading("integrations/estimate", query);
}

/** All enrollments, closed ones too: for owners. */
export function enrollmentsReading(): Reading<ListAnswer<EnrollmentSummary>> {
  return reading("enrollments");
}

/** One enrollment, for owners. */
export function enrollmentReading(enrollmentId: string): Reading<EnrollmentSummary> {
  return reading(path`enrollments/${enrollmentId}`);
}

/** Path of an integration's page. */
export function integrationPage(integrationId: string): string {
  return path`integrations/amazon-ecr/${integrationId}`;
}

/** Path of the page of what was removed with an integration. */
export function removalPage(integrationId: string): string {
  return path`integrations/amazon-ecr/removed/${integrationId}`;
}

/** Path of an enrollment's page. */
export function enrollmentPage(enrollmentId: string): string {
  return path`integrations/amazon-ecr/organizations/${enrollmentId}`;
}
