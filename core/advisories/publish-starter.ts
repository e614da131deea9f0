import type { Log } from "../log.ts";
import type { AdvisoryPublication } from "./publication.ts";
import { starterEcosystems } from "./starter.ts";
import type { AdvisoryBuild } from "./sync.ts";

/** What publishing the starter set needs. */
export interface PublishStarterDependencies {
  readonly publication: AdvisoryPublication;
  buildStarter(wanted: (ecosystem: string) => boolean): Promise<AdvisoryBuild>;
  readonly log: Log;
}

/**
 * Publishes the starter set for those of its ecosystems of which nothing is published yet.
 *
 * @returns Those ecosystems.
 */
export async function publishStarter(
  dependencies: PublishStarterDependencies,
): Promise<readonly string[]> {
  const { publication, log } = dependencies;
  const names = starterEcosystems();
  const published = await Promise.all(names.map((name) => publication.find(name)));
  const missing = new Set(names.filter((_, index) => published[index] === undefined));
  if (missing.size === 0) return [];
  const build = await dependencies.buildStarter((ecosystem) => missing.has(ecosystem));
  try {
    await Promise.all(build.files.map((file) => publication.publish(file, build.pathOf(file))));
  } finally {
    await build.discard();
  }
  log.info("starter advisories published", { ecosystems: [...missing] });
  return [...missing];
}
