import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import type { ImageVulnerability } from "../../core/contract/api-images.ts";
import type { Image } from "../../core/contract/image.ts";
import { analysisOf, findingOf } from "./analyses.ts";

/** An answer of the fake service. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/** A service that answers by path, and what it was asked. */
export interface FakeService {
  readonly environment: { readonly SCOUT_URL: string; readonly SCOUT_TOKEN: string };
  readonly requests: {
    readonly url: URL;
    readonly authorization: string | undefined;
    readonly method: string;
    /** JSON; undefined where there was none. */
    readonly body: unknown;
  }[];
  readonly close: () => Promise<void>;
}

const BASE = "/v1/organizations/demo";

/**
 * Starts a service on a free port of this machine.
 * @param answer By the address below the organization; undefined is the API's own 404.
 */
export async function startService(
  answer: (url: URL, path: string, method: string) => FakeAnswer | undefined,
): Promise<FakeService> {
  const requests: FakeService["requests"] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://service");
      const { method = "", headers } = request;
      const sent = await text(request);
      const body: unknown = sent === "" ? undefined : JSON.parse(sent);
      requests.push({ url, authorization: headers.authorization, method, body });
      const found = answer(url, url.pathname.replace(BASE, ""), method) ?? notFound();
      response.writeHead(found.status ?? 200, {
        "content-type": "application/json",
        connection: "close",
      });
      response.end(typeof found.body === "string" ? found.body : JSON.stringify(found.body));
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    environment: { SCOUT_URL: `http://127.0.0.1:${port}`, SCOUT_TOKEN: "secret" },
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A refusal in the API's form (RFC 9457). */
export function problem(status: number, detail: string): FakeAnswer {
  return { status, body: { type: "urn:ecr-scout:problem:x", title: "Refused", status, detail } };
}

function notFound(): FakeAnswer {
  return problem(404, "There is nothing at this address.");
}

/** A page of a list. */
export function page(items: readonly unknown[], nextCursor: string | null = null): FakeAnswer {
  return { body: { items, nextCursor, asOf: "2026-11-21T12:00:00Z" } };
}

/** An analysed image of linux/amd64 unless said otherwise. */
export function imageOf(fields: Partial<Image> = {}): Image {
  return {
    imageId: "1".repeat(32),
    registry: "222222222222.dkr.ecr.us-east-1.amazonaws.com",
    repository: "team/app",
    tags: ["1.0"],
    digest: `sha256:${"0".repeat(64)}`,
    indexDigest: null,
    platform: "linux/amd64",
    state: "analyzed",
    stateReason: null,
    pushedAt: "2026-11-21T10:00:00Z",
    analyzedAt: "2026-11-21T10:01:00.000Z",
    size: 1000,
    distribution: null,
    packageCount: 1,
    assessed: [{ ecosystem: "npm", coverage: "starter", packageCount: 1 }],
    vulnerabilities: { critical: 0, high: 1, medium: 0, low: 0, unspecified: 0 },
    ...fields,
  };
}

/** The finding of that image's one package. */
export function vulnerabilityOf(fields: Partial<ImageVulnerability> = {}): ImageVulnerability {
  return { ...findingOf(), packageName: "lodash", packageVersion: "4.17.15", layer: 0, ...fields };
}

/** A service that knows these images, each with one package and one vulnerability. */
export function knowing(...images: readonly Image[]) {
  return (url: URL, path: string): FakeAnswer | undefined => {
    if (path === "/images") {
      const [repository, tag] = [url.searchParams.get("repository"), url.searchParams.get("tag")];
      return page(
        images.filter(
          (image) => image.repository === repository && (tag === null || image.tags.includes(tag)),
        ),
      );
    }
    const image = images.find(({ imageId }) => path.startsWith(`/images/${imageId}/`));
    if (image === undefined) return undefined;
    if (path.endsWith("/sbom")) return { body: inventoryOf(image) };
    return path.endsWith("/vulnerabilities") ? page([vulnerabilityOf()]) : undefined;
  };
}

function inventoryOf({ platform, digest }: Image): unknown {
  const [os = "", architecture = "", variant] = (platform ?? "").split("/");
  const known = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  return analysisOf({ digest, platform: known }).inventory;
}
