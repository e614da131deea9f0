import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "@jest/globals";
import { openListing, type RegistryListing } from "../../../adapters/registry/open-listing.ts";
import { pushImage } from "../../simulator/ecr/oci-client.ts";
import { start } from "../../simulator/start.ts";
import { type Answer, type FakeServer, fixed, inTurn, startServer } from "./fake-registry.ts";

let server: FakeServer | undefined;
let listing: RegistryListing | undefined;
afterEach(async () => {
  await listing?.close();
  await server?.close();
  server = undefined;
});

/** A listing of a fake registry; what it would have waited for. */
async function open(answers: Readonly<Record<string, Answer>>) {
  server = await startServer(answers);
  const waits: number[] = [];
  listing = openListing({
    registry: server.host,
    plainHttp: true,
    credentials: { username: "u", password: "p" },
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { listing, server, waits };
}

const MANIFEST = "/v2/team/app/manifests/1.0";
const DIGEST = `sha256:${"a".repeat(64)}`;

describe("lists are read to their end", () => {
  /** Pages of two, by `last`. */
  function pages(field: string, names: readonly string[]): Answer {
    return (_request, response, url) => {
      const from = names.indexOf(url.searchParams.get("last") ?? "") + 1;
      const part = names.slice(from, from + 2);
      const next = `${url.pathname}?n=2&last=${part.at(-1) ?? ""}`;
      const headers = from + 2 < names.length ? { link: `<${next}>; rel="next"` } : {};
      response.writeHead(200, headers).end(JSON.stringify({ [field]: part }));
    };
  }
  const names = ["a", "b", "c", "d", "e"];

  test("repositories", async () => {
    const { listing } = await open({ "/v2/_catalog": pages("repositories", names) });
    expect(await listing.listRepositories()).toEqual(names);
  });

  test("tags", async () => {
    const { listing } = await open({ "/v2/team/app/tags/list": pages("tags", names) });
    expect(await listing.listTags("team/app")).toEqual(names);
  });

  test("one that leads to itself ends", async () => {
    const headers = { link: '</v2/_catalog?n=1000>; rel="next"' };
    const { listing } = await open({
      "/v2/_catalog": fixed(200, '{"repositories":["a"]}', headers),
    });
    expect(await listing.listRepositories()).toEqual(["a"]);
  });

  test("one without an end is an error, and not cut off", async () => {
    let page = 0;
    const { listing } = await open({
      "/v2/_catalog": (_request, response) => {
        page += 1;
        const link = `</v2/_catalog?last=${page}>; rel="next"`;
        response.writeHead(200, { link }).end('{"repositories":["a"]}');
      },
    });
    await expect(listing.listRepositories()).rejects.toThrow("went on after 1000 pages");
  });

  test.each(["null", "[]", "<html>", '{"repositories":[1]}'])("%s is no list", async (body) => {
    const { listing } = await open({ "/v2/_catalog": fixed(200, body) });
    await expect(listing.listRepositories()).rejects.toMatchObject({ code: "unexpected-answer" });
  });
});

test("each list has a token of its own scope, kept for the next request", async () => {
  const scopes: (string | null)[] = [];
  const guarded =
    (body: string): Answer =>
    (request, response) => {
      if (request.headers.authorization?.startsWith("Bearer ")) response.end(body);
      else {
        const challenge = `Bearer realm="http://${request.headers.host ?? ""}/token"`;
        response.writeHead(401, { "www-authenticate": challenge }).end();
      }
    };
  const { listing } = await open({
    "/token": (_request, response, url) => {
      scopes.push(url.searchParams.get("scope"));
      response.end('{"token":"t"}');
    },
    "/v2/_catalog": guarded('{"repositories":["team/app"]}'),
    "/v2/team/app/tags/list": guarded('{"tags":["1.0"]}'),
  });
  await listing.listRepositories();
  await listing.listTags("team/app");
  await listing.listTags("team/app");
  expect(scopes).toEqual(["registry:catalog:*", "repository:team/app:pull"]);
});

describe("the digest of a tag", () => {
  test("is asked for without reading the manifest", async () => {
    const methods: (string | undefined)[] = [];
    const { listing } = await open({
      [MANIFEST]: (request, response) => {
        methods.push(request.method);
        response.writeHead(200, { "docker-content-digest": DIGEST }).end();
      },
    });
    expect(await listing.digestOf("team/app", "1.0")).toBe(DIGEST);
    expect(methods).toEqual(["HEAD"]);
  });

  test.each([
    ["does not name it", fixed(200, "{}")],
    ["knows no HEAD", inTurn(fixed(405), fixed(200, "{}"))],
  ])("is that of the manifest where the registry %s", async (_why, answer) => {
    const { listing } = await open({ [MANIFEST]: answer });
    const digest = createHash("sha256").update("{}").digest("hex");
    expect(await listing.digestOf("team/app", "1.0")).toBe(`sha256:${digest}`);
  });

  test("of a tag that is gone is an error", async () => {
    const { listing } = await open({});
    await expect(listing.digestOf("team/app", "1.0")).rejects.toMatchObject({
      code: "manifest-unknown",
    });
  });
});

describe("a busy registry", () => {
  test("is asked again after the time that it names", async () => {
    const { listing, waits } = await open({
      "/v2/_catalog": inTurn(
        fixed(429, "", { "retry-after": "7" }),
        fixed(503),
        fixed(200, '{"repositories":[]}'),
      ),
    });
    expect(await listing.listRepositories()).toEqual([]);
    expect(waits[0]).toBe(7000);
    expect(waits).toHaveLength(2);
  });

  test("that wants more patience is left to the caller", async () => {
    const { listing, waits } = await open({
      "/v2/_catalog": fixed(429, "", { "retry-after": "600" }),
    });
    await expect(listing.listRepositories()).rejects.toMatchObject({
      code: "throttled",
      retryAfterSeconds: 600,
    });
    expect(waits).toEqual([]);
  });
});

test("the simulated ECR's tags and digests", async () => {
  const { registryEndpoint } = await start();
  const digest = await pushImage(registryEndpoint, "team/app", "1", "a");
  await pushImage(registryEndpoint, "team/app", "2", "b");
  listing = openListing({ registry: new URL(registryEndpoint).host, plainHttp: true });
  expect(await listing.listTags("team/app")).toEqual(["1", "2"]);
  expect(await listing.digestOf("team/app", "1")).toBe(digest);
});
