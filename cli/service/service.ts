import { ImageVulnerability } from "../../core/contract/api-images.ts";
import type { FindingReport, SeverityCounts } from "../../core/contract/findings.ts";
import { Image } from "../../core/contract/image.ts";
import { Inventory } from "../../core/contract/inventory.ts";
import { listOf } from "../../core/contract/page.ts";
import { TransientError } from "../../core/errors.ts";
import type { Reference } from "../../core/oci/reference.ts";
import type { Analysis, EngineOptions, Inspection } from "../engine.ts";
import { createApiClient, type ApiClient } from "./api-client.ts";
import { chooseImage, platformsOf } from "./choose-image.ts";
import type { ServiceSettings } from "./settings.ts";

const DOCKER_HUB = "docker.io";
const PAGE = 500;
const NONE: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };

/** An image that the service has analysed. */
export interface KnownImage {
  /** A line for people: where this comes from and of when it is. */
  readonly introduction: string;
  inspect(): Promise<Inspection>;
  analyse(): Promise<Analysis>;
}

/** What the service says of an image. */
export type ServiceAnswer =
  | { readonly kind: "known"; readonly image: KnownImage }
  | { readonly kind: "unknown" }
  | { readonly kind: "unreachable"; readonly reason: string };

/** The service as commands ask it. */
export interface Service {
  readonly url: string;
  /**
   * @param name What the user called the image.
   * @throws PermanentError and TransientError where the service answers, and not with an
   * analysed image: refused, pending, failed, no such platform
   */
  findImage(reference: Reference, name: string, options: EngineOptions): Promise<ServiceAnswer>;
}

/**
 * Connects to the service; nothing is asked yet.
 * @param architecture Of this machine, as images name it.
 */
export function connectService(settings: ServiceSettings, architecture: string): Service {
  const api = createApiClient(settings);
  const { url } = settings;
  return {
    url,
    async findImage(reference, name, { platform, signal }) {
      let items: readonly Image[];
      try {
        const list = await api.get(`/images?${queryOf(reference)}`, listOf(Image), signal);
        items = list.items;
      } catch (error) {
        if (!(error instanceof TransientError && error.code === "service-unreachable")) throw error;
        return { kind: "unreachable", reason: error.message };
      }
      const choice = { name, wanted: platform, preferredArchitecture: architecture };
      const image = chooseImage(items, choice);
      if (image === undefined) return { kind: "unknown" };
      const introduction = introduce(image, items, url);
      return { kind: "known", image: { introduction, ...readsOf(api, image, name, signal) } };
    },
  };
}

function queryOf({ registry, repository, tag, digest }: Reference): string {
  const query = new URLSearchParams({ limit: String(PAGE) });
  // A name without a host was read as Docker Hub's; in the service's registries it is what was written.
  if (registry === DOCKER_HUB) query.set("repository", repository.replace(/^library\//, ""));
  else {
    query.set("repository", repository);
    query.set("registry", registry);
  }
  if (digest !== undefined) query.set("digest", digest);
  else if (tag !== undefined) query.set("tag", tag);
  return query.toString();
}

function introduce(image: Image, items: readonly Image[], url: string): string {
  const when = image.analyzedAt === null ? "" : `, analysed ${formatTime(image.analyzedAt)}`;
  const platforms = platformsOf(items);
  const others =
    platforms.length < 2 || image.platform === null
      ? ""
      : ` This is ${image.platform} of ${platforms.join(", ")}; --platform chooses.`;
  return `As the service at ${url} knows it${when}.${others}`;
}

function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}

function readsOf(
  api: ApiClient,
  image: Image,
  name: string,
  signal: AbortSignal,
): Pick<KnownImage, "inspect" | "analyse"> {
  async function inspect(): Promise<Inspection> {
    const inventory = await api.get(`/images/${image.imageId}/sbom`, Inventory, signal);
    return { name, origin: "service", inventory };
  }
  return {
    inspect,
    async analyse() {
      const [inspection, findings] = await Promise.all([
        inspect(),
        readVulnerabilities(api, image.imageId, signal),
      ]);
      const report: FindingReport = {
        schemaVersion: 1,
        matchedAt: image.analyzedAt ?? "",
        assessed: image.assessed ?? [],
        counts: image.vulnerabilities ?? NONE,
        findings,
      };
      return { ...inspection, report, advisoryCounts: new Map() };
    },
  };
}

async function readVulnerabilities(
  api: ApiClient,
  imageId: string,
  signal: AbortSignal,
): Promise<ImageVulnerability[]> {
  const items: ImageVulnerability[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (cursor !== null) query.set("cursor", cursor);
    const path = `/images/${imageId}/vulnerabilities?${query.toString()}`;
    const page: { items: ImageVulnerability[]; nextCursor: string | null } = await api.get(
      path,
      listOf(ImageVulnerability),
      signal,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
