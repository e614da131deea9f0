import { readFile } from "node:fs/promises";
import * as z from "zod";
import { ImageVulnerability } from "../core/contract/api-images.ts";
import type { FindingReport } from "../core/contract/findings.ts";
import { Image } from "../core/contract/image.ts";
import { Inventory } from "../core/contract/inventory.ts";
import { listOf } from "../core/contract/page.ts";
import { PermanentError, TransientError } from "../core/errors.ts";
import type { Reference } from "../core/oci/reference.ts";
import type { Analysis } from "./analysis.ts";

const DOCKER_HUB = "docker.io";

/** How to reach the service. */
export interface ServiceSettings {
  /** Without `/v1`. */
  readonly url: string;
  readonly organization: string;
  readonly token: string;
}

/** The service as commands ask it. */
export interface Service {
  readonly url: string;
  /** The newest analysis of an image, or undefined when the service does not know it. */
  findImage(reference: Reference, name: string, platform?: string): Promise<Analysis | undefined>;
}

/**
 * Finds the service: SCOUT_URL, SCOUT_TOKEN and SCOUT_ORGANIZATION, else local mode's
 * credentials. Undefined: there is none to ask.
 */
export async function findServiceSettings(
  environment: Readonly<Record<string, string | undefined>>,
  localCredentials: URL,
): Promise<ServiceSettings | undefined> {
  const organization = environment["SCOUT_ORGANIZATION"] ?? "demo";
  const token = environment["SCOUT_TOKEN"] ?? (await readLocalToken(localCredentials));
  if (token === undefined) return undefined;
  const url = environment["SCOUT_URL"] ?? `http://127.0.0.1:${environment["PORT"] ?? "8080"}`;
  return { url: url.replace(/\/$/, ""), organization, token };
}

async function readLocalToken(file: URL): Promise<string | undefined> {
  try {
    const schema = z.object({ member: z.object({ token: z.string() }) });
    return schema.parse(JSON.parse(await readFile(file, "utf8"))).member.token;
  } catch {
    return undefined;
  }
}

/** Connects to the service; nothing is asked yet. */
export function connectService({ url, organization, token }: ServiceSettings): Service {
  const base = `${url}/v1/organizations/${encodeURIComponent(organization)}`;

  async function get(path: string): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } });
    } catch (error) {
      throw new TransientError("service-unreachable", `No service answers at ${url}.`, {
        cause: error,
      });
    }
    if (response.ok) return await response.json();
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new PermanentError(
      "service-refused",
      `${url} answered ${response.status}: ${problem.detail ?? response.statusText}`,
    );
  }

  async function allVulnerabilities(
    imageId: string,
  ): Promise<z.infer<typeof ImageVulnerability>[]> {
    const items: z.infer<typeof ImageVulnerability>[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = listOf(ImageVulnerability).parse(
        await get(`/images/${imageId}/vulnerabilities?limit=500${query}`),
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  return {
    url,
    async findImage(reference, name, platform) {
      const query = new URLSearchParams({ repository: repositoryOf(reference), limit: "50" });
      if (reference.registry !== DOCKER_HUB) query.set("registry", reference.registry);
      if (reference.digest !== undefined) query.set("digest", reference.digest);
      else if (reference.tag !== undefined) query.set("tag", reference.tag);
      if (platform !== undefined) query.set("platform", platform);
      const { items } = listOf(Image).parse(await get(`/images?${query.toString()}`));
      const image = chooseImage(items);
      if (image === undefined) return undefined;
      requireAnalysed(image, name);
      const [inventory, findings] = await Promise.all([
        get(`/images/${image.imageId}/sbom`).then((json) => Inventory.parse(json)),
        allVulnerabilities(image.imageId),
      ]);
      const report: FindingReport = {
        schemaVersion: 1,
        matchedAt: image.analyzedAt ?? "",
        assessed: image.assessed ?? [],
        counts: image.vulnerabilities ?? {
          critical: 0,
          high: 0,
          medium: 0,
          low: 0,
          unspecified: 0,
        },
        findings,
      };
      return { name, inventory, report };
    },
  };
}

/** A name without a host was read as Docker Hub's; in the service's registries it is what was written. */
function repositoryOf({ registry, repository }: Reference): string {
  return registry === DOCKER_HUB ? repository.replace(/^library\//, "") : repository;
}

/** Of an index's platforms: linux/amd64, else the first. */
function chooseImage(items: readonly Image[]): Image | undefined {
  const present = items.filter(({ state }) => state !== "deleted");
  return present.find(({ platform }) => platform === "linux/amd64") ?? present[0];
}

function requireAnalysed(image: Image, name: string): void {
  if (image.state === "analyzed") return;
  if (image.state === "queued" || image.state === "analyzing") {
    throw new TransientError(
      "analysis-pending",
      `${name} is ${image.state}: its analysis has not ended yet. Try again in a moment.`,
    );
  }
  throw new PermanentError(
    "analysis-failed",
    `${name} is ${image.state}: ${image.stateReason ?? "no reason was given"}`,
  );
}
