import type { AnalysisWarning } from "../contract/inventory.ts";

/**
 * What an analysed image is shown with when something of it could not be read, since its
 * numbers are then of the rest.
 *
 * @returns Undefined when everything was read.
 */
export function incompleteReason(warnings: readonly AnalysisWarning[]): string | undefined {
  const [first] = warnings;
  if (first === undefined) return undefined;
  const many = `${warnings.length} things were not read as they should be`;
  const much = warnings.length === 1 ? "One thing was not read as it should be" : many;
  const where = first.path === undefined ? "" : `${first.path}: `;
  return `${much}, so packages may be missing. ${where}${first.message}${warnings.length === 1 ? "" : " The image's history lists all."}`;
}
