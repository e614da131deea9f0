import { PermanentError } from "../../core/errors.ts";
import { listRepositories } from "../service/repositories.ts";
import {
  commonBeginning,
  type RepositoryPlace,
  resolveRepositories,
  type WrittenRepository,
} from "../service/resolve-repositories.ts";
import type { ServiceContext } from "./run-context.ts";

/**
 * The repositories that a command names. A name without its registry is looked for in the list;
 * one with it is taken as it is, since the list is some seconds old.
 * @throws PermanentError `unknown-repository`, `ambiguous-repository`: nothing was changed then
 */
export async function placesOf(
  written: readonly WrittenRepository[],
  { api, signal, output }: ServiceContext,
): Promise<RepositoryPlace[]> {
  const places: RepositoryPlace[] = [];
  const searched: WrittenRepository[] = [];
  for (const item of written) {
    const { name, registry } = item;
    if (registry === undefined) searched.push(item);
    else places.push({ registry, name });
  }
  if (searched.length === 0) return places;
  output.progress(`asking ${api.url} …`);
  const list = await listRepositories(api, { name: commonBeginning(searched) }, signal);
  const { found, unknown, ambiguous } = resolveRepositories(searched, list);
  if (ambiguous[0] !== undefined) throw ambiguousRepository(ambiguous[0]);
  if (unknown[0] !== undefined) throw unknownRepository(unknown[0].name);
  return [...places, ...found.map(({ registry, name }) => ({ registry, name }))];
}

function unknownRepository(name: string): PermanentError {
  return new PermanentError(
    "unknown-repository",
    `No connected registry has a repository ${name}. Nothing was changed. scout repository list shows those that are known; a new one appears some seconds after it was made.`,
  );
}

function ambiguousRepository({
  name,
  registries,
}: {
  readonly name: string;
  readonly registries: readonly string[];
}): PermanentError {
  return new PermanentError(
    "ambiguous-repository",
    `Several registries have ${name}: ${registries.join(", ")}. Nothing was changed. Write the registry before it: ${registries[0] ?? ""}/${name}`,
  );
}
