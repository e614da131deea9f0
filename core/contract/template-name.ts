import type { Delivery, Layout } from "./vocabulary.ts";

/** Which of a brand's templates is meant. */
export interface TemplateForm {
  readonly layout: Layout;
  readonly delivery: Delivery;
}

/**
 * The name under which a brand's template is published, for example
 * `docker-scout-early-access.yaml`. All of a brand's templates stand side by side, so that the
 * address of one gives the others'. Where nothing sends events there is no key to write, and both
 * layouts are the same.
 *
 * @param brandName As people read it, for example `Docker Scout`.
 */
export function templateNameOf(brandName: string, { layout, delivery }: TemplateForm): string {
  return `${slugOf(brandName)}${suffixOf({ layout, delivery })}.yaml`;
}

/**
 * The address of a brand's template beside another one's.
 *
 * @param currentUrl Of the template with the layout `current` that sends events.
 */
export function templateUrlOf(currentUrl: string, form: TemplateForm): string {
  return currentUrl.replace(/[.]yaml$/, `${suffixOf(form)}.yaml`);
}

/** The name of a brand's template that a StackSet carries into many accounts. */
export function organizationTemplateNameOf(brandName: string, delivery: Delivery): string {
  return `${slugOf(brandName)}${organizationSuffixOf(delivery)}.yaml`;
}

/**
 * The address of a brand's template for many accounts, beside that of one's own.
 *
 * @param currentUrl Of the template with the layout `current` that sends events.
 */
export function organizationTemplateUrlOf(currentUrl: string, delivery: Delivery): string {
  return currentUrl.replace(/[.]yaml$/, `${organizationSuffixOf(delivery)}.yaml`);
}

function organizationSuffixOf(delivery: Delivery): string {
  return `-organization${suffixOf({ layout: "current", delivery })}`;
}

function suffixOf({ layout, delivery }: TemplateForm): string {
  if (delivery === "poll") return "-poll";
  return layout === "early-access" ? "-early-access" : "";
}

/** A brand's name as file names have it: `iEchor Scout` becomes `iechor-scout`. */
export function slugOf(brandName: string): string {
  const plain = brandName.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");
}
