import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** The built dashboard, as a site of static files. */
export interface DashboardSite {
  /** Answers a GET or HEAD of any path that is not the API's. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

const BUILT = fileURLToPath(new URL("../dashboard/dist", import.meta.url));

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

/**
 * What the pages may do: run scripts and styles of this origin alone, none inline, and talk to
 * nobody else. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  vary: "accept-encoding",
};

const NOT_BUILT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>ecr-scout</title>' +
  "<h1>The dashboard is not built yet</h1>" +
  "<p>Run <code>npm run dashboard</code> in the project's folder, then load this page again.</p>" +
  '<p>The HTTP API works meanwhile: <a href="/v1/openapi.json">/v1/openapi.json</a></p>';

/** Names of built assets carry a hash of their content. */
const HASHED = /^\/assets\//;

interface SiteFile {
  readonly content: Buffer;
  readonly mediaType: string;
  readonly etag: string;
}

/** @param directory Of the built files; for tests. */
export function createDashboardSite(directory: string = BUILT): DashboardSite {
  const compressed = new Map<string, Buffer>();

  async function write(
    request: IncomingMessage,
    response: ServerResponse,
    file: SiteFile,
  ): Promise<void> {
    response.setHeader("etag", file.etag);
    if (request.headers["if-none-match"] === file.etag) {
      response.statusCode = 304;
      response.end();
      return;
    }
    const coding = codingFor(request);
    response.setHeader("content-type", file.mediaType);
    if (coding !== undefined) response.setHeader("content-encoding", coding);
    const key = `${coding ?? ""} ${file.etag}`;
    const body = compressed.get(key) ?? (await compress(file.content, coding));
    compressed.set(key, body);
    response.setHeader("content-length", body.length);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  return {
    async serve(request, response, target) {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      const file = await read(directory, target);
      if (file !== undefined && target !== "/") {
        const lifetime = HASHED.test(target) ? "public, max-age=31536000, immutable" : "no-cache";
        response.setHeader("cache-control", lifetime);
        await write(request, response, file);
        return;
      }
      // Every page of the application is the same document; a missing asset is none of them.
      const takesPage = (request.headers.accept ?? "").includes("text/html");
      const page = await read(directory, "/index.html");
      response.setHeader("cache-control", "no-cache");
      if (HASHED.test(target) || (!takesPage && target !== "/")) {
        response.statusCode = 404;
        response.end();
      } else if (page === undefined) {
        response.statusCode = 503;
        response.setHeader("content-type", "text/html; charset=utf-8");
        response.end(NOT_BUILT);
      } else {
        await write(request, response, page);
      }
    },
  };
}

/** A file of the site; undefined where there is none, outside of the folder too. */
async function read(directory: string, target: string): Promise<SiteFile | undefined> {
  const name = path.normalize(path.join(directory, target));
  const mediaType = MEDIA_TYPES[path.extname(name)];
  if (!name.startsWith(`${directory}${path.sep}`) || mediaType === undefined) return undefined;
  try {
    const content = await readFile(name);
    const hash = createHash("sha256").update(content).digest("base64url").slice(0, 27);
    return { content, mediaType, etag: `W/"${hash}"` };
  } catch {
    return undefined;
  }
}

type Coding = "br" | "gzip" | undefined;

function codingFor({ headers }: IncomingMessage): Coding {
  const taken = headers["accept-encoding"] ?? "";
  if (/\bbr\b/.test(taken)) return "br";
  return /\bgzip\b/.test(taken) ? "gzip" : undefined;
}

function compress(content: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === undefined) return Promise.resolve(content);
  if (coding === "gzip") return promisify(gzip)(content);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return promisify(brotliCompress)(content, { params });
}
