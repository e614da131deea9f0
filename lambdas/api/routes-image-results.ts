import * as z from "zod";
import {
  ImageAnalyses,
  type ImageAnalysis,
  ImageHistory,
  ImageLayers,
  RetryAccepted,
  SbomQuery,
} from "../../core/contract/api-images.ts";
import type { Image } from "../../core/contract/image.ts";
import { Inventory } from "../../core/contract/inventory.ts";
import type { SbomSubject } from "../../core/formats/sbom-subject.ts";
import { STANDARD_SBOMS } from "../../core/formats/standard-sboms.ts";
import type { AnalysisRun } from "../../core/images/port.ts";
import { requestAnalysis } from "../../core/images/request-analysis.ts";
import {
  imageIdIn,
  readImage,
  readImageRecord,
  readInventory,
  readLayerVulnerabilities,
} from "./read-images.ts";
import { NoQuery, type Route, route, type RouteContext } from "./route.ts";

const NO_VULNERABILITIES = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };

const IMAGE = "/v1/organizations/{organization}/images/{imageId}";

export const imageResultRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: `${IMAGE}/sbom`,
    access: "member",
    summary: "An image's bill of materials",
    description:
      "`json` is this product's own form: everything that the analysis has learned. `cyclonedx` is CycloneDX 1.6 and `spdx` is SPDX 2.3, both in JSON under their own media types; the same analysis gives the same bytes.",
    query: SbomQuery,
    body: undefined,
    status: 200,
    answer: "Inventory",
    response: Inventory,
    otherMediaTypes: Object.values(STANDARD_SBOMS).map(({ mediaType }) => mediaType),
    async handle(context): Promise<object> {
      const { format } = context.query;
      const inventory = await readInventory(context);
      if (format === "json") return inventory;
      return STANDARD_SBOMS[format].write(
        sbomSubjectOf(await readImage(context), inventory, context.dependencies.now),
      );
    },
    async headers(context) {
      const { format } = context.query;
      if (format === "json") return {};
      const { mediaType, fileSuffix } = STANDARD_SBOMS[format];
      const name = fileNameOf(await readImage(context));
      return {
        "content-type": mediaType,
        "content-disposition": `attachment; filename="${name}.${fileSuffix}"`,
      };
    },
  }),
  route({
    method: "GET",
    path: `${IMAGE}/layers`,
    access: "member",
    summary: "An image's layers",
    description:
      "The lowest first, with the packages whose first place is in each, and their vulnerabilities.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "ImageLayers",
    response: ImageLayers,
    async handle(context): Promise<z.infer<typeof ImageLayers>> {
      const { layers } = await readInventory(context);
      const counts = await readLayerVulnerabilities(context);
      return {
        items: layers.map((layer, index) => ({
          ...layer,
          vulnerabilities: counts && (counts.get(index) ?? NO_VULNERABILITIES),
        })),
      };
    },
  }),
  route({
    method: "GET",
    path: `${IMAGE}/history`,
    access: "member",
    summary: "How an image came to be",
    description:
      "Its config, the instructions of its layers, and what its analysis could not read.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "ImageHistory",
    response: ImageHistory,
    async handle(context): Promise<z.infer<typeof ImageHistory>> {
      const { config, layers, warnings } = await readInventory(context);
      const items = layers.map(({ digest, createdBy }, layer) => ({
        layer,
        digest,
        createdBy: createdBy ?? null,
      }));
      return { config: config ?? {}, items, warnings };
    },
  }),
  route({
    method: "GET",
    path: `${IMAGE}/analyses`,
    access: "member",
    summary: "An image's analyses",
    description:
      "The last twenty, the latest first: what asked for each, how it ended and why. Attempts of one request are one analysis.",
    query: NoQuery,
    body: undefined,
    status: 200,
    answer: "ImageAnalyses",
    response: ImageAnalyses,
    async handle(context): Promise<z.infer<typeof ImageAnalyses>> {
      const { analyses = [] } = await readImageRecord(context);
      return { items: analyses.toReversed().map(analysisOf) };
    },
  }),
  route({
    method: "POST",
    path: `${IMAGE}/retry`,
    access: "editor",
    summary: "Analyse an image again",
    description: "The image keeps its results until the new ones are there.",
    query: NoQuery,
    body: z.strictObject({}),
    status: 202,
    answer: "ImageRequestAccepted",
    response: RetryAccepted,
    handle: retry,
  }),
];

function analysisOf(run: AnalysisRun): ImageAnalysis {
  return {
    ...run,
    finishedAt: run.finishedAt ?? null,
    reason: run.reason ?? null,
    packageCount: run.packageCount ?? null,
    vulnerabilities: run.vulnerabilities ?? null,
  };
}

function sbomSubjectOf(image: Image, inventory: Inventory, now: () => Date): SbomSubject {
  const { registry, repository, tags, digest, analyzedAt } = image;
  return {
    inventory: { ...inventory, digest },
    name: `${registry}/${repository}@${digest}`,
    repository: { registry, repository, tags },
    // Whatever was analysed has the time of it; a document without any would be invalid.
    analyzedAt: analyzedAt ?? now().toISOString(),
  };
}

/** For example `team-app-6c3c624b58db`. */
function fileNameOf({ repository, digest }: Image): string {
  const name = repository.replace(/[^A-Za-z0-9._-]+/g, "-");
  return `${name}-${digest.replace("sha256:", "").slice(0, 12)}`;
}

async function retry(
  context: RouteContext<unknown, unknown>,
): Promise<z.infer<typeof RetryAccepted>> {
  const { dependencies } = context;
  const imageId = imageIdIn(context);
  const { organizationId, integrationId, registry, repository, digest, kind } =
    await readImageRecord(context);
  const requestedAt = dependencies.now().toISOString();
  const key = { organizationId, registry, repository, digest };
  await requestAnalysis(
    dependencies,
    { ...key, integrationId, cause: "retry", requestedAt },
    kind === undefined ? {} : { kind },
  );
  return { imageId, requestedAt };
}
