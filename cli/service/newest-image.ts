import { Image } from "../../core/contract/image.ts";
import { listOf } from "../../core/contract/page.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { ApiClient } from "./api-client.ts";

/**
 * The whole name of the image that was pushed last: its registry, repository and tag, or digest
 * where it has no tag.
 * @throws PermanentError `no-image`; TransientError `service-unreachable`
 */
export async function newestImage(
  api: ApiClient,
  url: string,
  signal: AbortSignal,
): Promise<string> {
  const image = await newest(api, url, signal);
  if (image === undefined) {
    throw new PermanentError(
      "no-image",
      `The service at ${url} knows no image yet. Push one to a repository that it watches, or name another target, for example registry://alpine:3.20.`,
    );
  }
  const { registry, repository, tags, digest } = image;
  const name = `${registry}/${repository}`;
  return tags[0] === undefined ? `${name}@${digest}` : `${name}:${tags[0]}`;
}

async function newest(
  api: ApiClient,
  url: string,
  signal: AbortSignal,
): Promise<Image | undefined> {
  try {
    const { items } = await api.get("/images?order=-pushedAt&limit=1", listOf(Image), signal);
    return items[0];
  } catch (error) {
    if (!(error instanceof TransientError && error.code === "service-unreachable")) throw error;
    throw new TransientError(
      "service-unreachable",
      `No image is named, and no service answers at ${url} (${error.message}). Name an image, for example registry://alpine:3.20.`,
      { cause: error },
    );
  }
}
