import type { Advisory } from "../advisories/port.ts";

/**
 * Leaves out collective advisories (DSA, USN, ALSA) that only repeat what the same source says
 * of each of their CVEs on its own: a fixed package would otherwise be counted again under another name.
 * One that names a CVE which nobody else knows stays.
 */
export function withoutRepeated(advisories: readonly Advisory[]): readonly Advisory[] {
  if (!advisories.some(({ upstream }) => upstream !== undefined)) return advisories;
  const single = new Set<string>();
  for (const { id, aliases, upstream } of advisories)
    if (upstream === undefined) for (const name of [id, ...aliases]) single.add(name);
  return advisories.filter(
    ({ upstream }) => upstream === undefined || !upstream.every((name) => single.has(name)),
  );
}
