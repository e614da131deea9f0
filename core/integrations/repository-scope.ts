/**
 * Whether a repository is one of those that an integration may read.
 * @param scope Names, or beginnings of names with `*`; undefined: all.
 */
export function isInScope(scope: readonly string[] | undefined, repository: string): boolean {
  if (scope === undefined) return true;
  return scope.some((entry) =>
    entry.endsWith("*") ? repository.startsWith(entry.slice(0, -1)) : repository === entry,
  );
}
