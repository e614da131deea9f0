import { packagePage } from "../packages/package-readings.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { PageLink } from "../parts/page-link.tsx";

interface PackageNameProps {
  readonly purl: string;
  readonly name: string;
}

/** A package's name; leads to its page. */
export function PackageName({ purl, name }: PackageNameProps) {
  return (
    <PageLink to={packagePage(typeOf(purl), name)}>
      <ForeignText>{name}</ForeignText>
    </PageLink>
  );
}

/** `npm` of `pkg:npm/lodash@4.17.20`. */
function typeOf(purl: string): string {
  return purl.slice("pkg:".length, purl.indexOf("/"));
}
