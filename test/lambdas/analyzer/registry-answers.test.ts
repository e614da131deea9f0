import { afterEach, describe, expect, test } from "@jest/globals";
import { buildImage } from "../../fixtures/image-builder.ts";
import {
  type Answers,
  blobPath,
  createRegistryWorld,
  manifestPath,
  MAX_RECEIVE_COUNT,
  type RegistryWorld,
} from "../../fixtures/registry-world.ts";
import { type Answer, fixed, inTurn } from "../../adapters/registry/fake-registry.ts";

const IMAGE = buildImage({
  layers: [
    [
      {
        path: "app/node_modules/lodash/package.json",
        content: JSON.stringify({ name: "lodash", version: "4.17.20" }),
      },
    ],
  ],
});
const MANIFEST = manifestPath(IMAGE);
const LAYER = blobPath(IMAGE.layers[0]?.digest ?? "");
const LAYER_BYTES = IMAGE.blobs.get(IMAGE.layers[0]?.digest ?? "") ?? Buffer.alloc(0);
/** Of an address that nobody may learn, as S3 signs them. */
const SIGNATURE = "X-Amz-Signature=5ca1ab1e";

let registry: RegistryWorld | undefined;
afterEach(() => registry?.close());

async function open(answers: Answers): Promise<RegistryWorld> {
  registry = await createRegistryWorld(IMAGE, answers);
  return registry;
}

function redirect(location: string): Answer {
  return fixed(307, "", { location });
}

test("the image itself is fine", async () => {
  const { world, deliver } = await open({});
  expect(await deliver()).toBe(true);
  expect(await world.record(IMAGE.manifest.digest)).toMatchObject({
    state: "analyzed",
    packageCount: 1,
  });
});

describe("an answer for good ends the message and is the image's state", () => {
  test.each<[string, Answers, RegExp]>([
    [
      "401 to the credentials too",
      { [MANIFEST]: fixed(401, "", { "www-authenticate": 'Basic realm="ECR"' }) },
      /answered 401 .* not these credentials/,
    ],
    [
      "403, with the registry's own words",
      {
        [MANIFEST]: fixed(
          403,
          '{"errors":[{"code":"DENIED","message":"User is not authorized to perform: ecr:BatchGetImage"}]}',
        ),
      },
      /answered 403 .* access is denied\. .*DENIED.*ecr:BatchGetImage/,
    ],
    ["403 for a layer", { [LAYER]: fixed(403) }, /answered 403 for blob sha256:/],
    ["400", { [MANIFEST]: fixed(400) }, /answered 400 .* registry protocol does not know/],
    [
      "a redirect to a private address",
      { [LAYER]: redirect(`http://10.1.2.3/blob?${SIGNATURE}`) },
      /redirect at 10\.1\.2\.3 .*not on the public internet/,
    ],
    [
      "a redirect to the metadata service",
      { [LAYER]: redirect("http://169.254.169.254/latest/meta-data/iam/security-credentials/") },
      /redirect at 169\.254\.169\.254 .*not on the public internet/,
    ],
    [
      "a redirect to a name of a private address",
      { [LAYER]: redirect(`http://localhost:9/blob?${SIGNATURE}`) },
      /localhost.*not on the public internet/,
    ],
    ["redirects in a circle", { [LAYER]: redirect(LAYER) }, /redirected more than 5 times/],
    [
      "another manifest",
      { [MANIFEST]: fixed(200, "{}", { "content-type": IMAGE.manifest.mediaType }) },
      /sent other bytes .*They were not used/,
    ],
  ])("%s", async (_name, answers, reason) => {
    const { world, deliver, postponed } = await open(answers);
    expect(await deliver()).toBe(true);
    const record = await world.record(IMAGE.manifest.digest);
    expect(record).toMatchObject({ state: "failed", stateReason: expect.stringMatching(reason) });
    expect(record?.tags).toEqual(["latest"]);
    expect(postponed).toEqual([]);
    expect(world.readModel.messages.at(-1)).toMatchObject({ digest: IMAGE.manifest.digest });
    expectNoSecrets(registry);
  });
});

describe("an answer that may change brings the message back, later each time", () => {
  test.each<[string, Answers, RegExp, number[]]>([
    ["404 for the manifest that ECR lists", { [MANIFEST]: fixed(404) }, /answered 404/, [8, 120]],
    ["404 for a layer", { [LAYER]: fixed(404) }, /answered 404 for blob/, [8, 120]],
    ["429", { [MANIFEST]: fixed(429) }, /answered 429 .*too many requests/, [8, 120]],
    [
      "429 that says for how long",
      { [MANIFEST]: fixed(429, "", { "retry-after": "240" }) },
      /answered 429/,
      [240, 240],
    ],
    ["500", { [MANIFEST]: fixed(500) }, /answered 500 .*fault of its own/, [8, 120]],
    ["503 for a layer", { [LAYER]: fixed(503) }, /answered 503/, [8, 120]],
    ["no answer", { [MANIFEST]: silent }, /stopped sending the manifest/, [8, 120]],
    ["a layer that stops in the middle", { [LAYER]: stalling }, /stopped sending blob/, [8, 120]],
    ["a connection that breaks", { [MANIFEST]: broken }, /could not be read/, [8, 120]],
  ])("%s", async (_name, answers, reason, seconds) => {
    const { world, deliver, postponed } = await open(answers);
    expect(await deliver(1)).toBe(false);
    expect(await world.record(IMAGE.manifest.digest)).toMatchObject({
      state: "queued",
      stateReason: expect.stringMatching(reason),
    });
    world.wait(60);
    expect(await deliver(5)).toBe(false);
    expect(postponed).toEqual(seconds);
    world.wait(300);
    expect(await deliver(MAX_RECEIVE_COUNT)).toBe(false);
    expect(await world.record(IMAGE.manifest.digest)).toMatchObject({
      state: "failed",
      stateReason: expect.stringMatching(/^Given up after several attempts\. /),
    });
    expectNoSecrets(registry);
  });

  test("and once it has changed the image is analysed, without the reason", async () => {
    const { world, deliver } = await open({
      [LAYER]: inTurn(fixed(503), fixed(200, LAYER_BYTES)),
    });
    expect(await deliver(1)).toBe(false);
    expect(await deliver(2)).toBe(true);
    const record = await world.record(IMAGE.manifest.digest);
    expect(record).toMatchObject({ state: "analyzed", packageCount: 1 });
    expect(record?.stateReason).toBeUndefined();
  });
});

/** Neither what is stored nor what is logged repeats the password or a signed address. */
function expectNoSecrets(registry: RegistryWorld | undefined): void {
  const { world } = registry ?? {};
  const stored = JSON.stringify([...(world?.images.rows.values() ?? [])]);
  const logged = JSON.stringify(world?.log.lines, (_key, value: unknown) =>
    value instanceof Error ? `${value.message} ${value.stack ?? ""} ${String(value.cause)}` : value,
  );
  for (const text of [stored, logged]) {
    expect(text).toContain("sha256:");
    expect(text).not.toMatch(/pull-password|QVdTOnB1bGwtcGFzc3dvcmQ|5ca1ab1e/);
  }
}

function silent(): void {
  // Leaves the connection open.
}

/** Sends the beginning of the layer, then nothing. */
function stalling(...[, response]: Parameters<Answer>): void {
  response.writeHead(200, { "content-length": LAYER_BYTES.length });
  response.write(LAYER_BYTES.subarray(0, 20));
}

function broken(...[request]: Parameters<Answer>): void {
  request.socket.destroy();
}
