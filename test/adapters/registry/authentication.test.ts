import { afterEach, expect, test } from "@jest/globals";
import type { IncomingMessage } from "node:http";
import { digestOf } from "../../fixtures/image-builder.ts";
import { type Answer, type FakeServer, fixed, openFake, startServer } from "./fake-registry.ts";

const MANIFEST = Buffer.from("{}");
const LATEST = "/v2/team/app/manifests/latest";
const credentials = { username: "AWS", password: "secret:with:colons" };
const BASIC = `Basic ${Buffer.from("AWS:secret:with:colons").toString("base64")}`;

let server: FakeServer;
afterEach(async () => {
  await server.close();
});

/** Answers with the manifest where the header is accepted, else with a challenge. */
function guarded(challenge: string | ((host: string) => string), accepted: () => string): Answer {
  return (request, response) => {
    if (request.headers.authorization === accepted()) {
      response.writeHead(200).end(MANIFEST);
      return;
    }
    const text = typeof challenge === "string" ? challenge : challenge(hostOf(request));
    response.writeHead(401, { "www-authenticate": text }).end();
  };
}

function hostOf(request: IncomingMessage): string {
  return request.headers.host ?? "";
}

const bearerChallenge = (host: string): string =>
  `Bearer realm="http://${host}/token",service="fake",scope="repository:team/app:pull"`;

test("Basic credentials are sent once they are asked for, and from then on", async () => {
  server = await startServer({
    [LATEST]: guarded('Basic realm="https://ecr/",service="ecr"', () => BASIC),
  });
  const source = openFake(server, { credentials: () => Promise.resolve(credentials) });
  expect((await source.readManifest("latest")).digest).toBe(digestOf(MANIFEST));
  await source.readManifest("latest");
  expect(server.seen.map(({ authorization }) => authorization)).toEqual([undefined, BASIC, BASIC]);
});

test.each([
  ["anonymously", undefined, undefined],
  ["with credentials", credentials, BASIC],
])("a bearer token is fetched %s, and kept", async (_name, given, sent) => {
  server = await startServer({
    [LATEST]: guarded(bearerChallenge, () => "Bearer t0k3n"),
    "/token": fixed(200, '{"token":"t0k3n","expires_in":300}'),
  });
  const source = openFake(server, given === undefined ? {} : { credentials: given });
  await source.readManifest("latest");
  await source.readManifest("latest");
  const tokens = server.seen.filter(({ path }) => path.startsWith("/token"));
  expect(tokens).toEqual([
    {
      path: "/token?scope=repository%3Ateam%2Fapp%3Apull&service=fake",
      authorization: sent,
      range: undefined,
    },
  ]);
});

test("an identity token is exchanged by POST", async () => {
  let body = "";
  server = await startServer({
    [LATEST]: guarded(bearerChallenge, () => "Bearer access"),
    "/token": (request, response) => {
      expect(request.method).toBe("POST");
      request.setEncoding("utf8").on("data", (text: string) => (body += text));
      request.on("end", () => response.end('{"access_token":"access"}'));
    },
  });
  await openFake(server, { credentials: { identityToken: "id" } }).readManifest("latest");
  expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
    grant_type: "refresh_token",
    refresh_token: "id",
    scope: "repository:team/app:pull",
  });
});

test("an expired token is fetched again, once for all requests side by side", async () => {
  let issued = 0;
  let valid = "";
  server = await startServer({
    [LATEST]: guarded(bearerChallenge, () => `Bearer ${valid}`),
    "/token": (_request, response) => {
      issued += 1;
      valid = `token-${issued}`;
      response.end(JSON.stringify({ token: valid }));
    },
  });
  const source = openFake(server);
  await source.readManifest("latest");
  valid = "expired";
  await Promise.all([1, 2, 3, 4].map(() => source.readManifest("latest")));
  expect(issued).toBe(2);
});

test.each([
  ["without credentials", undefined, 'Basic realm="x"', 1],
  ["with wrong ones", credentials, 'Basic realm="x"', 2],
  ["by a scheme that we don't speak", credentials, "Negotiate", 1],
])("a refusal %s is final", async (_name, given, challenge, requests) => {
  server = await startServer({ [LATEST]: guarded(challenge, () => "never") });
  const source = openFake(server, given === undefined ? {} : { credentials: given });
  await expect(source.readManifest("latest")).rejects.toMatchObject({
    name: "PermanentError",
    code: "unauthorized",
  });
  expect(server.seen).toHaveLength(requests);
});

test.each([
  [401, "unauthorized"],
  [403, "access-denied"],
  [404, "unauthorized"],
])("a token server's %i is %s", async (status, code) => {
  server = await startServer({
    [LATEST]: guarded(bearerChallenge, () => "never"),
    "/token": fixed(status),
  });
  await expect(openFake(server).readManifest("latest")).rejects.toMatchObject({ code });
});

test.each(["", "{}", '{"token":"a b"}', '{"token":"a\\r\\nX: y"}', "<html>"])(
  "%j is no token",
  async (answer) => {
    server = await startServer({
      [LATEST]: guarded(bearerChallenge, () => "never"),
      "/token": fixed(200, answer),
    });
    await expect(openFake(server).readManifest("latest")).rejects.toMatchObject({
      code: "unexpected-answer",
    });
  },
);

test.each([
  ["at a private address", "http://10.0.0.1/token", "refused-address"],
  ["at the metadata service", "http://169.254.169.254/token", "refused-address"],
  ["by another scheme", "file:///etc/passwd", "refused-address"],
  ["with a user", "http://a:b@198.51.100.1/token", "refused-address"],
  ["nowhere", "", "unexpected-answer"],
])("a token server %s is not asked", async (_name, realm, code) => {
  server = await startServer({ [LATEST]: guarded(`Bearer realm="${realm}"`, () => "never") });
  const source = openFake(server, { credentials });
  await expect(source.readManifest("latest")).rejects.toMatchObject({ code });
});

test("no error repeats a credential", async () => {
  server = await startServer({
    [LATEST]: guarded(bearerChallenge, () => "never"),
    "/token": fixed(400, '{"errors":[{"code":"BAD","message":"see http://x/y?sig=SECRET"}]}'),
  });
  const failure = await openFake(server, { credentials })
    .readManifest("latest")
    .catch((error: unknown) => error);
  expect(String(failure)).toContain("BAD see http://x/y");
  expect(String(failure)).not.toMatch(/SECRET|secret:with/);
});
