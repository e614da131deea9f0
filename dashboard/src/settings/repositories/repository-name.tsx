import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { PageLink } from "../../parts/page-link.tsx";

/** A repository's name; leads to its images where it has some. */
export function RepositoryName({ repository }: { readonly repository: RepositorySummary }) {
  const { name, registry, imageCount } = repository;
  const shown = <ForeignText>{name}</ForeignText>;
  if (imageCount === 0) return shown;
  const query = new URLSearchParams({ repository: name, registry });
  return <PageLink to={`images?${query.toString()}`}>{shown}</PageLink>;
}
