import type { SeverityCounts } from "../../core/contract/findings.ts";
import type { Image } from "../../core/contract/image.ts";
import { Inventory } from "../../core/contract/inventory.ts";
import type { Page } from "../../core/contract/page.ts";
import { PermanentError } from "../../core/errors.ts";
import { inventoryKeyOf } from "../../core/images/blob-keys.ts";
import type { StoredImage } from "../../core/images/image-store.ts";
import type { ReadModel } from "../../core/images/list.ts";
import { type RouteContext, segment } from "./route.ts";

type Context = RouteContext<unknown, unknown>;

/** Identifiers of images: core/images/image-id.ts. */
const IMAGE_ID = /^[0-9a-f]{32}$/;

/**
 * A list of the organization with its `asOf`.
 * @throws {PermanentError} `image-not-found` when `read` finds no image to list of.
 */
export async function readList<T>(
  context: Context,
  read: (model: ReadModel) => Page<T> | undefined,
): Promise<Page<T> & { readonly asOf: string | null }> {
  return find(context, (model) => {
    const page = read(model);
    return page && { ...page, asOf: model.asOf };
  });
}

/**
 * An image, the one that the path names if none is given.
 * @throws {PermanentError} `image-not-found`
 */
export async function readImage(
  context: Context,
  imageId: string = imageIdIn(context),
): Promise<Image> {
  return find(context, (model) => model.image(imageId));
}

/**
 * The record of the image that the path names, as it is stored now.
 * @throws {PermanentError} `image-not-found`
 */
export async function readImageRecord(context: Context): Promise<StoredImage> {
  const { registry, repository, digest } = await readImage(context);
  const key = { organizationId: segment(context, "organization"), registry, repository, digest };
  const record = await context.dependencies.images.get(key);
  if (record) return record;
  throw new PermanentError(
    "image-not-found",
    "There is no such image any more: it was deleted a moment ago, and will leave the list.",
  );
}

/** By layer; null until the image was matched. @throws {PermanentError} `image-not-found` */
export async function readLayerVulnerabilities(
  context: Context,
): Promise<ReadonlyMap<number, SeverityCounts> | null> {
  const imageId = imageIdIn(context);
  const { vulnerabilities } = await readImage(context, imageId);
  if (vulnerabilities === null) return null;
  return find(context, (model) => model.layerVulnerabilities(imageId));
}

/**
 * Looks again in a newer model before it says no: another instance may have listed it.
 * @throws {PermanentError} `missing`, as a rule `image-not-found`
 */
export async function find<T>(
  context: Context,
  look: (model: ReadModel) => T | undefined,
  missing: () => PermanentError = imageNotFound,
): Promise<T> {
  const { models } = context.dependencies;
  const organizationId = segment(context, "organization");
  const found =
    (await models.read(organizationId, look)) ??
    (await models.read(organizationId, look, "recheck"));
  if (found !== undefined) return found;
  throw missing();
}

/** The identifier that the path names. @throws {PermanentError} `image-not-found` */
export function imageIdIn(context: Context): string {
  const imageId = segment(context, "imageId");
  if (IMAGE_ID.test(imageId)) return imageId;
  throw imageNotFound();
}

/** The whole inventory of that image. @throws {PermanentError} `not-analyzed` */
export async function readInventory(
  context: Context,
  imageId: string = imageIdIn(context),
): Promise<Inventory> {
  const image = await readImage(context, imageId);
  const organizationId = segment(context, "organization");
  const bytes = await context.dependencies.blobs.get(inventoryKeyOf({ organizationId, ...image }));
  if (bytes) return Inventory.parse(JSON.parse(bytes.toString("utf8")));
  throw new PermanentError(
    "not-analyzed",
    `There is no inventory of this image: it is ${image.state}. ${image.stateReason ?? "Wait until its state is analyzed."}`,
  );
}

function imageNotFound(): PermanentError {
  return new PermanentError(
    "image-not-found",
    "There is no such image: it was deleted, or its identifier is wrong. GET …/images lists those that there are.",
  );
}
