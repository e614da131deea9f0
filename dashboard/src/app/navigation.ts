import type { appTexts } from "../texts/app/texts.ts";
import { hasPage } from "./page-paths.ts";

/** Name of a page in the texts of the application. */
type PageName = keyof (typeof appTexts)["en"]["pages"];

/** A link of the navigation, to a page below the organization. */
interface NavigationLink {
  readonly name: PageName;
  readonly path: string;
}

/** A part of the navigation; without a name its links stand at the top. */
export interface NavigationSection {
  readonly name?: PageName;
  readonly links: readonly NavigationLink[];
}

/** The order of all pages that there are to be. */
const PLAN: readonly NavigationSection[] = [
  {
    links: [
      { name: "overview", path: "overview" },
      { name: "images", path: "images" },
      { name: "vulnerabilities", path: "vulnerabilities" },
      { name: "packages", path: "packages" },
    ],
  },
  { name: "integrations", links: [{ name: "amazonEcr", path: "integrations/amazon-ecr" }] },
  {
    name: "settings",
    links: [
      { name: "repositories", path: "settings/repositories" },
      { name: "members", path: "settings/members" },
      { name: "tokens", path: "settings/tokens" },
      { name: "retention", path: "settings/retention" },
      { name: "audit", path: "settings/audit" },
    ],
  },
];

/** Those of them that exist: a link to an empty page helps nobody. */
export const navigation: readonly NavigationSection[] = PLAN.map((section) => ({
  ...section,
  links: section.links.filter(({ path }) => hasPage(path)),
})).filter(({ links }) => links.length > 0);
