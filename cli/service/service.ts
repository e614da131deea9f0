import { Image } from "../../core/contract/image.ts";
import { listOf } from "../../core/contract/page.ts";
import { TransientError } from "../../core/errors.ts";
import type { Reference } from "../../core/oci/reference.ts";
import type { EngineOptions } from "../engine.ts";
import { formatTime } from "../terminal/times.ts";
import { createApiClient } from "./api-client.ts";
import { chooseImage, platformsOf } from "./choose-image.ts";
import { newestImage } from "./newest-image.ts";
import { type ImageReads, readsOf } from "./read-image.ts";
import type { ServiceSettings } from "./settings.ts";

const DOCKER_HUB = "docker.io";
const PAGE = 500;

/** An image that the service has analysed. */
export interface KnownImage extends ImageReads {
  /** A line for people: where this comes from and of when it is. */
  readonly introduction: string;
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
  /**
   * Name of the image that was pushed last.
   * @throws PermanentError `no-image`; TransientError `service-unreachable`
   */
  newest(signal: AbortSignal): Promise<string>;
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
    newest: (signal) => newestImage(api, url, signal),
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
