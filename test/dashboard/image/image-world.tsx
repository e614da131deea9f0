import type {
  ImageAnalysis,
  ImagePackage,
  ImageVulnerability,
} from "../../../core/contract/api-images.ts";
import type { Image } from "../../../core/contract/image.ts";
import { ImagePage } from "../../../dashboard/src/image/image-page.tsx";
import { openPage, refusal } from "../harness.tsx";

/** What the API tells of the image; the rest is as below. */
export interface World {
  readonly image?: Partial<Image>;
  readonly others?: readonly Image[];
  readonly packages?: readonly ImagePackage[];
  readonly vulnerabilities?: readonly ImageVulnerability[];
  readonly analyses?: readonly ImageAnalysis[];
  readonly history?: object;
  readonly isGone?: boolean;
}

export const ID = "9b1c5d0f6a3e4b7c8d9e0f1a2b3c4d5e";
/** A name as bad as names come. */
export const HOSTILE = `<img src=x onerror=alert(1)>\u202e${"x".repeat(4000)}`;
const NOW = "2026-11-22T00:00:00.000Z";

export const IMAGE: Image = {
  imageId: ID,
  registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
  repository: "team/web",
  tags: ["1.0", "latest"],
  digest: `sha256:${"a".repeat(64)}`,
  indexDigest: `sha256:${"b".repeat(64)}`,
  platform: "linux/amd64",
  state: "analyzed",
  stateReason: null,
  pushedAt: NOW,
  analyzedAt: NOW,
  size: 12_345_678,
  distribution: "Debian GNU/Linux 12",
  packageCount: 20_000,
  assessed: [
    { ecosystem: "npm", coverage: "full", asOf: "2026-11-21T00:00:00Z", packageCount: 7 },
    { ecosystem: "PyPI", coverage: "not-assessed", packageCount: 3, reason: "No source yet." },
  ],
  vulnerabilities: { critical: 1, high: 0, medium: 4999, low: 0, unspecified: 0 },
};

export const LODASH: ImagePackage = {
  purl: "pkg:npm/lodash@4.17.20",
  type: "npm",
  ecosystem: "npm",
  name: "lodash",
  version: "4.17.20",
  architecture: null,
  sourceName: null,
  sourceVersion: null,
  licenses: ["MIT"],
  locations: [
    { path: "app/node_modules/lodash/package.json", layer: 1 },
    { path: "srv/node_modules/lodash/package.json", layer: 1 },
  ],
};

export const FINDING: ImageVulnerability = {
  id: "CVE-2021-23337",
  advisoryId: "GHSA-35jh-r3h4-6jhm",
  aliases: [],
  purl: LODASH.purl,
  packageName: "lodash",
  packageVersion: "4.17.20",
  layer: 1,
  status: "affected",
  severity: "high",
  severitySource: "cvss",
  cvss: { version: "3.1", vector: "CVSS:3.1/AV:N", score: 7.2 },
  affectedRange: "<4.17.21",
  fixedVersion: "4.17.21",
  references: ["https://nvd.example/CVE-2021-23337", "javascript:alert(1)"],
};

const NOTHING = { critical: 0, high: 0, medium: 0, low: 0, unspecified: 0 };
const LAYERS = [
  { createdBy: "/bin/sh -c #(nop) ADD file:1 in / ", packageCount: 0, vulnerabilities: NOTHING },
  {
    createdBy: "RUN npm ci # buildkit",
    packageCount: 12,
    vulnerabilities: { ...NOTHING, high: 2 },
  },
].map((layer, index) => ({
  ...layer,
  digest: `sha256:${String(index).repeat(64)}`,
  mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
  size: 1000,
}));

const HISTORY = {
  config: { user: "app", entrypoint: ["node", "server.js"], environmentNames: ["PATH", "TOKEN"] },
  items: LAYERS.map(({ digest, createdBy }, layer) => ({ layer, digest, createdBy })),
  warnings: [],
};

/** Opens the page of an image. @param at Its query, for example `?tab=packages`. */
export function openImage(
  at = "",
  world: World = {},
  role: "owner" | "editor" | "member" = "owner",
) {
  return openPage(<ImagePage />, {
    at: `images/${ID}${at}`,
    path: "images/:imageId",
    role,
    answers(method, { pathname }) {
      const what = pathname.replace("/v1/organizations/demo/images", "");
      if (method !== "GET") return { imageId: ID, requestedAt: NOW };
      if (world.isGone === true) return refusal(404, "image-not-found", "There is no such image.");
      switch (what) {
        case "":
          return listOf([IMAGE, ...(world.others ?? [])]);
        case `/${ID}`:
          return { ...IMAGE, ...world.image };
        case `/${ID}/layers`:
          return { items: LAYERS };
        case `/${ID}/history`:
          return { ...HISTORY, ...world.history };
        case `/${ID}/analyses`:
          return { items: world.analyses ?? [] };
        case `/${ID}/packages`:
          return listOf(world.packages ?? [LODASH]);
        case `/${ID}/vulnerabilities`:
          return listOf(world.vulnerabilities ?? [FINDING]);
        case `/${ID}/sbom`:
          return { blob: () => Promise.resolve(new Blob(["{}"])) };
        default:
          throw new Error(`The page asked for ${pathname}.`);
      }
    },
  });
}

function listOf(items: readonly unknown[]): unknown {
  return { items, nextCursor: null, asOf: NOW };
}
