import type { AppLayoutProps } from "@cloudscape-design/components/app-layout";
import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import type { PagePath } from "./page-paths.ts";

/** A page, loaded when it is opened. */
export interface PageRoute {
  readonly page: LazyExoticComponent<ComponentType>;
  /** How wide the page is laid out; tables use all there is. */
  readonly contentType: NonNullable<AppLayoutProps["contentType"]>;
}

/** The page of every path; it shows up in the navigation when `navigation.ts` names its path. */
export const pageRoutes: Readonly<Record<PagePath, PageRoute>> = {
  overview: route(
    "dashboard",
    async () => (await import("../overview/overview-page.tsx")).OverviewPage,
  ),
  vulnerabilities: route(
    "table",
    async () => (await import("../vulnerabilities/vulnerabilities-page.tsx")).VulnerabilitiesPage,
  ),
  "vulnerabilities/:vulnerabilityId": route(
    "default",
    async () => (await import("../vulnerabilities/vulnerability-page.tsx")).VulnerabilityPage,
  ),
  packages: route(
    "table",
    async () => (await import("../packages/packages-page.tsx")).PackagesPage,
  ),
  "packages/package": route(
    "default",
    async () => (await import("../packages/package-page.tsx")).PackagePage,
  ),
  compare: route("default", async () => (await import("../compare/compare-page.tsx")).ComparePage),
  images: route("table", async () => (await import("../images/images-page.tsx")).ImagesPage),
  "images/:imageId": route(
    "table",
    async () => (await import("../image/image-page.tsx")).ImagePage,
  ),
  "repositories/:registry/:repository": route(
    "table",
    async () => (await import("../repository/repository-page.tsx")).RepositoryPage,
  ),
  "integrations/amazon-ecr": route(
    "table",
    async () => (await import("../integrations/ecr-page.tsx")).EcrPage,
  ),
  "integrations/amazon-ecr/create": route(
    "form",
    async () => (await import("../integrations/create-page.tsx")).CreatePage,
  ),
  "integrations/amazon-ecr/:integrationId": route(
    "default",
    async () => (await import("../integrations/integration-page.tsx")).IntegrationPage,
  ),
  "integrations/amazon-ecr/removed/:integrationId": route(
    "default",
    async () => (await import("../integrations/removal-page.tsx")).RemovalPage,
  ),
  "integrations/amazon-ecr/organizations/:enrollmentId": route(
    "default",
    async () => (await import("../integrations/enrollment-page.tsx")).EnrollmentPage,
  ),
  "settings/repositories": route(
    "table",
    async () => (await import("../settings/repositories/repositories-page.tsx")).RepositoriesPage,
  ),
  "settings/members": route(
    "table",
    async () => (await import("../settings/members/members-page.tsx")).MembersPage,
  ),
  "settings/tokens": route(
    "table",
    async () => (await import("../settings/tokens/tokens-page.tsx")).TokensPage,
  ),
  "settings/retention": route(
    "default",
    async () => (await import("../settings/retention/retention-page.tsx")).RetentionPage,
  ),
  "settings/audit": route(
    "table",
    async () => (await import("../settings/audit/audit-page.tsx")).AuditPage,
  ),
};

/** Pages of who is signed in that belong to no organization, by path: they stand alone, without navigation. */
export const accountRoutes: Readonly<Record<string, LazyExoticComponent<ComponentType>>> = {
  "/invitations": lazy(async () => ({
    default: (await import("../invitations/invitation-page.tsx")).InvitationPage,
  })),
};

function route(
  contentType: PageRoute["contentType"],
  load: () => Promise<ComponentType>,
): PageRoute {
  return { contentType, page: lazy(async () => ({ default: await load() })) };
}
