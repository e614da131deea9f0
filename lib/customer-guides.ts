import type { Brand } from "../core/contract/brand.ts";
import { slugOf } from "../core/contract/template-name.ts";
import { checkBrand, DOCKER_SCOUT } from "./customer-brand.ts";

/** The documents of docs/ that are written for an operator's customers. */
export const CUSTOMER_GUIDES: readonly string[] = [
  "integrate-ecr.md",
  "organizations.md",
  "data-handling.md",
];

/** The project's own name where it stands for the service, not in a path, a package or an address. */
const SERVICE = /(?<![\w/.`@-])ecr-scout(?![\w/`-]|\.\w)/g;

/**
 * A customer's guide in an operator's brand: logical IDs, names of stacks and templates, and what
 * the service is called. What tells whose project this is, and what was Docker's, stays.
 *
 * @param text Markdown as it is committed in docs/, written for the default brand.
 * @throws Error when AWS would refuse the brand's names
 */
export function brandedGuide(text: string, brand: Pick<Brand, "name" | "prefix">): string {
  checkBrand(brand);
  if (brand.prefix === DOCKER_SCOUT.prefix) return text;
  return text
    .split("\n\n")
    .map((paragraph) => (isAboutTheProject(paragraph) ? paragraph : branded(paragraph, brand)))
    .join("\n\n");
}

function isAboutTheProject(paragraph: string): boolean {
  return paragraph.startsWith("_Not affiliated:_");
}

function branded(text: string, { name, prefix }: Pick<Brand, "name" | "prefix">): string {
  return text
    .replaceAll(new RegExp(`${DOCKER_SCOUT.prefix}(?=[A-Z])`, "g"), prefix)
    .replaceAll(new RegExp(`${slugOf(DOCKER_SCOUT.name)}(?=[\\w-]*\\.yaml)`, "g"), slugOf(name))
    .replaceAll(SERVICE, name);
}
