import { path } from "../api/reading.ts";

/** What names a repository. */
export interface RepositoryName {
  readonly registry: string;
  readonly repository: string;
}

/** Path of a repository's page: its images. */
export function repositoryPage({ registry, repository }: RepositoryName): string {
  return path`repositories/${registry}/${repository}`;
}
