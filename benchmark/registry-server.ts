import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";

/**
 * A read-only registry over OCI layouts, one folder a repository, run as a process of
 * its own. Argument: the folder of layouts. Tells its parent the port.
 */
const [folder = ""] = process.argv.slice(2);

/** As large as the pipe takes at once: the server must not be what is measured. */
const CHUNK = 1024 * 1024;

const server = createServer((request, response) => {
  const match = /^\/v2\/([a-z]+)\/(manifests|blobs)\/(latest|sha256:[0-9a-f]{64})$/.exec(
    request.url ?? "",
  );
  const [, repository = "", kind, reference = ""] = match ?? [];
  const layout = join(folder, repository);
  if (match === null || !existsSync(layout)) {
    response.writeHead(404).end();
  } else if (kind === "manifests") {
    sendManifest(response, layout, reference);
  } else {
    sendBlob(response, layout, reference);
  }
});

function sendManifest(response: ServerResponse, layout: string, reference: string): void {
  const index = JSON.parse(readFileSync(join(layout, "index.json"), "utf8")) as {
    manifests: { digest: string; mediaType: string }[];
  };
  const found = index.manifests.find(
    ({ digest }) => reference === "latest" || digest === reference,
  );
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("content-type", found.mediaType);
  response.setHeader("docker-content-digest", found.digest);
  sendBlob(response, layout, found.digest);
}

function sendBlob(response: ServerResponse, layout: string, digest: string): void {
  const path = join(layout, "blobs", "sha256", digest.slice("sha256:".length));
  if (!existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("content-length", statSync(path).size);
  createReadStream(path, { highWaterMark: CHUNK }).pipe(response);
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : undefined });
});
// The parent's end is ours.
process.on("disconnect", () => process.exit(0));
