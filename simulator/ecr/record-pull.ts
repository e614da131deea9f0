import type { EcrContext } from "./context.ts";
import { repositoryKey, requireRepository } from "./repository.ts";
import type { Registry } from "./repository.ts";

/** ECR refreshes the time of the last pull at most once a day, milliseconds. */
const REFRESH = 24 * 60 * 60 * 1000;

/** Notes a pull, unless the principal is on the registry's exclusion list. */
export function recordPull(
  context: EcrContext,
  registry: Registry,
  name: string,
  digest: string,
  principalArn: string,
): void {
  if (context.exclusions.get(exclusionKey(registry, principalArn)) !== undefined) return;
  const repository = requireRepository(context.repositories, registry, name);
  const image = repository.images[digest];
  const now = context.now().getTime();
  if (image === undefined || now - (image.lastPulledAt ?? 0) < REFRESH) return;
  context.repositories.put(repositoryKey(registry, name), {
    ...repository,
    images: { ...repository.images, [digest]: { ...image, lastPulledAt: now } },
  });
}

/** Key of a principal in a registry's exclusion list. */
export function exclusionKey({ accountId, region }: Registry, principalArn: string): string {
  return `${accountId}/${region}/${principalArn}`;
}
