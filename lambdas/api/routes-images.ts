import type * as z from "zod";
import {
  ImagePackage,
  ImagePackagesQuery,
  ImagesQuery,
  ImageVulnerabilitiesQuery,
  ImageVulnerability,
  RetryAccepted,
} from "../../core/contract/api-images.ts";
import { Image } from "../../core/contract/image.ts";
import { listOf } from "../../core/contract/page.ts";
import { imageIdIn, readImage, readImageRecord, readList } from "./read-images.ts";
import { NoQuery, type Route, route, type RouteContext } from "./route.ts";

const IMAGES = "/v1/organizations/{organization}/images";

export const imageRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: IMAGES,
    access: "member",
    summary: "Images",
    description: "All filters given must hold. Deleted images leave the list.",
    query: ImagesQuery,
    body: undefined,
    status: 200,
    answer: "ImageList",
    response: listOf(Image),
    handle: (context) => readList(context, (model) => model.images(context.query)),
  }),
  route({
    method: "GET",
    path: `${IMAGES}/{imageId}`,
    access: "member",
    summary: "One image",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "Image",
    response: Image,
    handle: (context) => readImage(context),
  }),
  route({
    method: "DELETE",
    path: `${IMAGES}/{imageId}`,
    access: "owner",
    summary: "Purge what is stored of an image",
    description:
      "Its bill of materials, findings and tags; the registry keeps the image. It leaves all lists some seconds later, and is analysed again when it is pushed again. Repeating it is harmless.",
    query: NoQuery,
    body: undefined,
    status: 202,
    answer: "ImageRequestAccepted",
    response: RetryAccepted,
    handle: purgeImage,
  }),
  route({
    method: "GET",
    path: `${IMAGES}/{imageId}/packages`,
    access: "member",
    summary: "An image's packages",
    description: "In the order of their names.",
    query: ImagePackagesQuery,
    body: undefined,
    status: 200,
    answer: "ImagePackageList",
    response: listOf(ImagePackage),
    handle: (context) =>
      readList(context, (model) => model.imagePackages(imageIdIn(context), context.query)),
  }),
  route({
    method: "GET",
    path: `${IMAGES}/{imageId}/vulnerabilities`,
    access: "member",
    summary: "An image's vulnerabilities",
    description:
      "One item for each package and advisory, the worst first. Which ecosystems were assessed, and against what, is in the image's `assessed`: no item of an ecosystem that was not assessed does not mean that there is nothing.",
    query: ImageVulnerabilitiesQuery,
    body: undefined,
    status: 200,
    answer: "ImageVulnerabilityList",
    response: listOf(ImageVulnerability),
    handle: (context) =>
      readList(context, (model) => model.imageVulnerabilities(imageIdIn(context), context.query)),
  }),
];

async function purgeImage(
  context: RouteContext<unknown, unknown>,
): Promise<z.infer<typeof RetryAccepted>> {
  const { dependencies } = context;
  const imageId = imageIdIn(context);
  const { organizationId, integrationId, registry, repository, digest } =
    await readImageRecord(context);
  const requestedAt = dependencies.now().toISOString();
  const key = { organizationId, integrationId, registry, repository, digest };
  await dependencies.reconcile.send({ kind: "purge", ...key, requestedAt });
  return { imageId, requestedAt };
}
