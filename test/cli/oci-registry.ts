import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { BuiltImage } from "../fixtures/image-builder.ts";

/** A registry of this machine, as distribution is one, and what it was asked. */
export interface OciRegistry {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** Method and path, in their order. */
  readonly asked: string[];
  push(repository: string, tag: string, image: BuiltImage): void;
  untag(repository: string, tag: string): void;
  /** Answers paths that it matches so, instead of what is there. */
  readonly faults: Map<RegExp, { readonly status: number; readonly retryAfter?: string }>;
  close(): Promise<void>;
}

/** Starts an empty registry on a free port. */
export async function startOciRegistry(): Promise<OciRegistry> {
  const repositories = new Map<string, Map<string, BuiltImage>>();
  const asked: string[] = [];
  const faults: OciRegistry["faults"] = new Map();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://registry").pathname;
    asked.push(`${request.method ?? ""} ${path}`);
    const fault = [...faults].find(([pattern]) => pattern.test(path))?.[1];
    if (fault === undefined) answer(repositories, path, response);
    else {
      const { status, retryAfter } = fault;
      response.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter });
      response.end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    host: `127.0.0.1:${port}`,
    asked,
    faults,
    push(repository, tag, image) {
      repositories.set(repository, new Map(repositories.get(repository)).set(tag, image));
    },
    untag: (repository, tag) => repositories.get(repository)?.delete(tag),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(
  repositories: ReadonlyMap<string, ReadonlyMap<string, BuiltImage>>,
  path: string,
  response: ServerResponse,
): void {
  const json = (value: unknown): void => {
    response.end(JSON.stringify(value));
  };
  if (path === "/v2/_catalog") {
    json({ repositories: [...repositories.keys()] });
    return;
  }
  const [, name = "", kind, last = ""] =
    /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const tags = repositories.get(name);
  const images = [...(tags?.values() ?? [])];
  if (kind === "tags" && tags !== undefined) {
    json({ name, tags: [...tags.keys()] });
    return;
  }
  const manifest =
    tags?.get(last)?.manifest ??
    images
      .flatMap(({ manifests }) => [...manifests.values()])
      .find(({ digest }) => digest === last);
  if (kind === "manifests" && manifest !== undefined) {
    const { mediaType, digest, bytes } = manifest;
    response.writeHead(200, { "content-type": mediaType, "docker-content-digest": digest });
    response.end(bytes);
    return;
  }
  const blob = images.map(({ blobs }) => blobs.get(last)).find((bytes) => bytes !== undefined);
  if (kind === "blobs" && blob !== undefined) response.end(blob);
  else response.writeHead(404).end();
}
