/**
 * Path of every page below `/o/{organization}/`, as react-router matches it. It imports nothing, so
 * that pages can ask for each other without loading each other.
 */
export const PAGE_PATHS = [
  "overview",
  "vulnerabilities",
  "vulnerabilities/:vulnerabilityId",
  "packages",
  "packages/package",
  "compare",
  "images",
  "images/:imageId",
  "repositories/:registry/:repository",
  "integrations/amazon-ecr",
  "integrations/amazon-ecr/create",
  "integrations/amazon-ecr/:integrationId",
  "integrations/amazon-ecr/removed/:integrationId",
  "integrations/amazon-ecr/organizations/:enrollmentId",
  "settings/repositories",
  "settings/members",
  "settings/tokens",
  "settings/retention",
  "settings/audit",
] as const;
export type PagePath = (typeof PAGE_PATHS)[number];

/** Whether there is a page at a path, for links that come with it. */
export function hasPage(path: string): boolean {
  return PAGE_PATHS.some((one) => one === path);
}

/** Path of the page that opens first. */
export const FIRST_PAGE = hasPage("overview") ? "overview" : "images";
