import type { CheckFinding } from "../contract/check-report.ts";
import { PermanentError } from "../errors.ts";
import { latestImages } from "../images/latest-image.ts";
import { type CheckDependencies, RESTORE } from "./check-context.ts";
import { answerOrRefusal, broken, fine } from "./check-finding.ts";
import type { ConnectedIntegration } from "./port.ts";
import { registryHostOf } from "./registry-host.ts";
import { isInScope } from "./repository-scope.ts";

/** Empty repositories that are passed by in search of an image: a check takes seconds. */
const MAX_TRIED = 10;

/** Codes of refusals that mean that something was deleted since it was listed. */
const GONE = new Set(["repository-not-found", "manifest-unknown", "repository-unknown"]);

/** Repositories of a scope, counted, and some of their names. */
interface Listed {
  readonly count: number;
  /** The first in the order of their names. */
  readonly names: readonly string[];
}

/**
 * Does what the analysis does with a registry: lists its repositories and pulls a manifest, both
 * within the integration's scope.
 *
 * @throws TransientError
 */
export async function registryFindings(
  dependencies: Pick<CheckDependencies, "listing" | "access">,
  integration: ConnectedIntegration,
): Promise<readonly CheckFinding[]> {
  const { account, region } = integration.connection;
  const registry = registryHostOf(account, region);
  const listed = await answerOrRefusal(() => listIn(dependencies, integration));
  if (listed instanceof PermanentError) {
    const message = `The repositories of ${registry} can't be listed: ${listed.message}`;
    return [broken("repositories", message, RESTORE)];
  }
  const where = integration.scope === undefined ? "" : " of the integration's scope";
  const count = `${listed.count} ${listed.count === 1 ? "repository" : "repositories"}`;
  return [
    fine("repositories", `The role lists ${count}${where} in ${registry}.`),
    await pullFinding(dependencies, integration, listed),
  ];
}

async function listIn(
  { listing }: Pick<CheckDependencies, "listing">,
  integration: ConnectedIntegration,
): Promise<Listed> {
  let count = 0;
  let names: readonly string[] = [];
  for await (const page of listing.repositories(integration)) {
    const own = page.filter((name) => isInScope(integration.scope, name));
    count += own.length;
    names = [...names, ...own].sort().slice(0, MAX_TRIED);
  }
  return { count, names };
}

async function pullFinding(
  { listing, access }: Pick<CheckDependencies, "listing" | "access">,
  integration: ConnectedIntegration,
  { names }: Listed,
): Promise<CheckFinding> {
  for (const repository of names) {
    const pulled = await answerOrRefusal(async () => {
      const [image] = await latestImages(firstPageOf(listing.images(integration, repository)));
      if (image === undefined) return undefined;
      const opened = await access.open(integration, repository);
      try {
        await opened.images.readManifest(image.digest);
      } finally {
        await opened.close();
      }
      return image.digest;
    });
    if (pulled instanceof PermanentError) {
      if (GONE.has(pulled.code)) continue;
      const message = `No image can be pulled from the repository ${repository}: ${pulled.message}`;
      return broken("pull", message, RESTORE);
    }
    if (pulled === undefined) continue;
    return fine("pull", `The manifest ${pulled} was pulled from the repository ${repository}.`);
  }
  return fine("pull", "There was no image to try a pull with, so none was made.");
}

/** Enough to find an image: the whole list of a large repository takes minutes. */
async function* firstPageOf<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const page of pages) {
    yield page;
    return;
  }
}
