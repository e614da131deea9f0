import type { RequestListener } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createOidcProvider } from "../../../adapters/oidc/oidc-provider.ts";
import type { IdentityProvider } from "../../../core/members/identity-provider.ts";
import { type HttpsHost, startHttpsHost } from "../aws/https-host.ts";
import { claimsFor, createSigner, type Signer } from "./signer.ts";

const ISSUER = "https://login.example/realms/acme";
const KEYS = "https://login.example/keys?v=1";
const AUDIENCE = "scout";
/** What is Cognito's own in its access tokens. */
const COGNITO_ACCESS = {
  aud: undefined,
  client_id: AUDIENCE,
  token_use: "access",
  scope: "openid profile email",
  username: "alice",
};

let host: HttpsHost;
let clock: number;
let failures: unknown[];
let asked: string[];
let keys: readonly object[];
let metadata: object;
let provider: IdentityProvider;
const rsa = createSigner("RS256", "first");
const other = createSigner("RS256", "second");

beforeAll(async () => {
  host = await startHttpsHost("login.example");
});
afterAll(async () => {
  await host.close();
});

const working: RequestListener = ({ url = "" }, response) => {
  asked.push(url);
  const isMetadata = url === "/realms/acme/.well-known/openid-configuration";
  response.end(JSON.stringify(isMetadata ? metadata : { keys }));
};

beforeEach(() => {
  clock = Date.now();
  failures = [];
  asked = [];
  keys = [rsa.publicKey];
  metadata = { issuer: ISSUER, jwks_uri: KEYS, other: true };
  host.answer = working;
  provider = open();
});

function open(issuer = ISSUER): IdentityProvider {
  return createOidcProvider({
    issuer,
    audience: AUDIENCE,
    now: () => new Date(clock),
    onRefreshFailed: (error) => failures.push(error),
    dispatcher: host.dispatcher,
  });
}

const claims = (more: object = {}) => claimsFor(ISSUER, AUDIENCE, more);

describe("a token of the provider", () => {
  test("names who has signed in, and nothing of what they may", async () => {
    const token = rsa.sign(claims({ name: "Alice", role: "owner", groups: ["owner"] }));
    expect(await provider.verify(token)).toEqual({
      issuer: ISSUER,
      subject: "alice",
      name: "Alice",
    });
    expect(asked).toEqual(["/realms/acme/.well-known/openid-configuration", "/keys?v=1"]);
  });

  test.each<[string, object, string | undefined]>([
    ["their address", { email: "alice@example.com" }, "alice@example.com"],
    ["a user's name", { preferred_username: "al", email: "" }, "al"],
    ["nothing", { name: 1 }, undefined],
  ])("may call them by %s", async (_, more, name) => {
    expect((await provider.verify(rsa.sign(claims(more))))?.name).toBe(name);
  });

  test.each<[string, object]>([
    ["one of several audiences", { aud: ["other", AUDIENCE] }],
    ["Cognito's form of an access token", COGNITO_ACCESS],
    ["Cognito's form of an identity token", { token_use: "id", "cognito:username": "alice" }],
    ["a clock that is late", { exp: Math.floor(Date.now() / 1000) - 30 }],
  ])("with %s is taken", async (_, more) => {
    expect(await provider.verify(rsa.sign(claims(more)))).toMatchObject({ subject: "alice" });
  });

  test.each(["ES256", "ES384", "EdDSA"] as const)("by %s is taken", async (algorithm) => {
    const signer = createSigner(algorithm, "curve");
    keys = [signer.publicKey];
    expect(await provider.verify(signer.sign(claims()))).toMatchObject({ subject: "alice" });
  });
});

describe("no token of the provider is", () => {
  const past = Math.floor(Date.now() / 1000) - 3600;

  test.each<[string, object]>([
    ["an expired one", { exp: past }],
    ["one without an end", { exp: undefined }],
    ["one that counts later", { nbf: past + 7200 }],
    ["one of another issuer", { iss: "https://login.example/realms/other" }],
    ["one for another audience", { aud: "other" }],
    ["one for nobody", { aud: undefined }],
    ["Cognito's access token of another client", { ...COGNITO_ACCESS, client_id: "other" }],
    ["Cognito's access token for another API", { ...COGNITO_ACCESS, aud: "https://other" }],
    ["Cognito's access token of no client", { ...COGNITO_ACCESS, client_id: undefined }],
    ["one of this client for nobody", { ...COGNITO_ACCESS, token_use: undefined }],
    ["an identity token for nobody", { ...COGNITO_ACCESS, token_use: "id" }],
    ["one of this client for an empty list", { ...COGNITO_ACCESS, aud: [] }],
    ["one of nobody", { sub: undefined }],
    ["one of an empty subject", { sub: "" }],
    ["one of a number", { sub: 7 }],
    ["one of a long subject", { sub: "s".repeat(256) }],
  ])("%s", async (_, more) => {
    expect(await provider.verify(rsa.sign(claims(more)))).toBeUndefined();
  });

  function altered(token: string, index: number, change: (part: string) => string): string {
    return token
      .split(".")
      .map((part, at) => (at === index ? change(part) : part))
      .join(".");
  }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = (more: object) => encode({ alg: "RS256", kid: "first", ...more });

  test.each<[string, (signer: Signer) => string]>([
    ["one of another key", () => other.sign(claims(), { kid: "first" })],
    ["one of an unknown key", () => other.sign(claims())],
    [
      "one with other claims",
      (s) => altered(s.sign(claims()), 1, () => encode(claims({ sub: "bob" }))),
    ],
    ["one without signature", (s) => altered(s.sign(claims()), 2, () => "")],
    ["one by no algorithm", (s) => altered(s.sign(claims()), 0, () => header({ alg: "none" }))],
    ["one by a shared secret", (s) => altered(s.sign(claims()), 0, () => header({ alg: "HS256" }))],
    ["one that names no key", (s) => s.sign(claims(), { kid: undefined })],
    ["no JSON", (s) => altered(s.sign(claims()), 1, () => "AAAA")],
    ["three dots", () => ".."],
  ])("%s", async (_, make) => {
    expect(await provider.verify(make(rsa))).toBeUndefined();
  });

  test.each(["ES256", "EdDSA"] as const)(
    "one that calls a key of %s another",
    async (algorithm) => {
      const signer = createSigner(algorithm, "first");
      keys = [signer.publicKey];
      for (const alg of ["RS256", "ES384", "EdDSA", "ES256"].filter((one) => one !== algorithm)) {
        const token = altered(signer.sign(claims()), 0, () => header({ alg }));
        expect(await provider.verify(token)).toBeUndefined();
      }
    },
  );
});

describe("the provider", () => {
  test("is asked once by many at once, and again after an hour", async () => {
    const token = rsa.sign(claims());
    await Promise.all([1, 2, 3].map(() => provider.verify(token)));
    clock += 59 * 60_000;
    await provider.verify(token);
    expect(asked).toHaveLength(2);
    clock += 60_000;
    keys = [other.publicKey];
    expect(await provider.verify(token)).toBeUndefined();
    expect(await provider.verify(other.sign(claims()))).toMatchObject({ subject: "alice" });
  });

  test("is asked for a key that is new, and not again and again for one that is not", async () => {
    await provider.verify(rsa.sign(claims()));
    keys = [rsa.publicKey, other.publicKey];
    expect(await provider.verify(other.sign(claims()))).toMatchObject({ subject: "alice" });
    const before = asked.length;
    for (const kid of ["a", "b", "c"]) await provider.verify(rsa.sign(claims(), { kid }));
    expect(asked).toHaveLength(before + 1);
    expect(await provider.verify(rsa.sign(claims()))).toMatchObject({ subject: "alice" });
  });

  test("may be down when its keys are due: the last ones count", async () => {
    const token = rsa.sign(claims());
    await provider.verify(token);
    clock += 61 * 60_000;
    host.answer = (_request, response) => response.writeHead(503).end();
    expect(await provider.verify(token)).toMatchObject({ subject: "alice" });
    expect(await provider.verify(token)).toMatchObject({ subject: "alice" });
    expect(failures).toHaveLength(1);
    clock += 60_000;
    host.answer = working;
    keys = [other.publicKey];
    expect(await provider.verify(token)).toBeUndefined();
  });

  test.each<[string, RequestListener]>([
    ["fails", (_request, response) => response.writeHead(500).end()],
    ["redirects", (_q, response) => response.writeHead(302, { location: KEYS }).end()],
    ["answers no JSON", (_request, response) => response.end("<html>")],
    ["answers too much", (_request, response) => response.end("1".repeat(600_000))],
    ["names no keys", (_request, response) => response.end(JSON.stringify({ issuer: ISSUER }))],
    ["breaks off", ({ socket }) => socket.destroy()],
  ])("that %s makes nobody known, for now", async (_, answer) => {
    host.answer = answer;
    const token = rsa.sign(claims());
    const failure = provider.verify(token);
    await expect(failure).rejects.toMatchObject({ code: "sign-in-unavailable" });
    await expect(failure).rejects.toMatchObject({ name: "TransientError" });
    host.answer = working;
    expect(await provider.verify(token)).toMatchObject({ subject: "alice" });
  });

  test.each<[string, object]>([
    ["of another issuer", { issuer: "https://login.example", jwks_uri: KEYS }],
    ["whose keys are not behind https", { issuer: ISSUER, jwks_uri: "http://login.example/k" }],
  ])("has no metadata %s", async (_, wrong) => {
    metadata = wrong;
    await expect(provider.verify(rsa.sign(claims()))).rejects.toMatchObject({
      code: "sign-in-unavailable",
    });
  });

  test("that answers no keys makes nobody known", async () => {
    keys = [{ alg: "RS256" }];
    await expect(provider.verify(rsa.sign(claims()))).rejects.toMatchObject({
      code: "sign-in-unavailable",
    });
  });

  test("may have a slash at its end", async () => {
    metadata = { issuer: `${ISSUER}/`, jwks_uri: KEYS };
    const token = rsa.sign(claims({ iss: `${ISSUER}/` }));
    expect(await open(`${ISSUER}/`).verify(token)).toMatchObject({ issuer: `${ISSUER}/` });
  });
});
