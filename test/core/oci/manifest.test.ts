import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { PermanentError } from "../../../core/errors.ts";
import { classifyManifest, MAX_MANIFEST_BYTES } from "../../../core/oci/manifest.ts";
import { digestOf, storedManifest } from "../../fixtures/image-builder.ts";

const OCI = "application/vnd.oci.image.manifest.v1+json";
const DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";
const GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

function descriptor(mediaType: string, size = 7): object {
  return { mediaType, digest: `sha256:${"ab".repeat(32)}`, size };
}

function classify(config: string, layers: readonly string[], extra: object = {}, type = OCI) {
  return classifyManifest(
    storedManifest(type, {
      config: descriptor(config),
      layers: layers.map((mediaType) => descriptor(mediaType)),
      ...extra,
    }),
  );
}

describe("images", () => {
  test.each([
    [OCI, CONFIG, GZIP],
    [OCI, CONFIG, "application/vnd.oci.image.layer.v1.tar"],
    [OCI, CONFIG, "application/vnd.oci.image.layer.v1.tar+zstd"],
    [DOCKER, DOCKER_CONFIG, "application/vnd.docker.image.rootfs.diff.tar.gzip"],
    [DOCKER, DOCKER_CONFIG, "application/vnd.docker.image.rootfs.diff.tar"],
    [DOCKER, DOCKER_CONFIG, "application/vnd.docker.image.rootfs.diff.tar.zstd"],
  ])("%s with %s and %s", (type, config, layer) => {
    expect(classify(config, [layer, layer], {}, type)).toMatchObject({
      kind: "image",
      config: { mediaType: config, size: 7 },
      layers: [{ mediaType: layer }, { mediaType: layer }],
    });
  });

  test("an image may have no layers, and annotations", () => {
    expect(classify(CONFIG, [], { annotations: { a: "b" } })).toMatchObject({
      kind: "image",
      layers: [],
      annotations: { a: "b" },
    });
  });

  test("its server may answer with a general content type", () => {
    const stored = storedManifest(OCI, { config: descriptor(CONFIG), layers: [] });
    expect(classifyManifest({ ...stored, mediaType: "application/json" }).kind).toBe("image");
  });
});

describe("what is no image", () => {
  const subject = { subject: descriptor(OCI) };
  test.each([
    ["BuildKit attestation, older", "attestation", CONFIG, ["application/vnd.in-toto+json"], {}],
    [
      "BuildKit attestation, newer",
      "attestation",
      EMPTY,
      ["application/vnd.in-toto+json"],
      { artifactType: "application/vnd.docker.attestation.manifest.v1+json", ...subject },
    ],
    [
      "cosign signature, classic",
      "signature",
      CONFIG,
      ["application/vnd.dev.cosign.simplesigning.v1+json"],
      {},
    ],
    [
      "cosign attestation, classic",
      "attestation",
      CONFIG,
      ["application/vnd.dsse.envelope.v1+json"],
      {},
    ],
    [
      "sigstore bundle with a signature",
      "signature",
      EMPTY,
      ["application/vnd.dev.sigstore.bundle.v0.3+json"],
      { artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json", ...subject },
    ],
    [
      "sigstore bundle with cosign's predicate",
      "signature",
      EMPTY,
      ["application/vnd.dev.sigstore.bundle.v0.3+json"],
      {
        artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        annotations: {
          "dev.sigstore.bundle.predicateType": "https://sigstore.dev/cosign/sign/v1",
        },
      },
    ],
    [
      "sigstore bundle with a provenance",
      "attestation",
      EMPTY,
      ["application/vnd.dev.sigstore.bundle.v0.3+json"],
      {
        artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        annotations: { "dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1" },
      },
    ],
    [
      "notation signature",
      "signature",
      "application/vnd.cncf.notary.signature",
      ["application/jose+json"],
      subject,
    ],
    [
      "SOCI index",
      "other",
      "application/vnd.amazon.soci.index.v1+json",
      ["application/octet-stream"],
      subject,
    ],
    [
      "Helm chart",
      "chart",
      "application/vnd.cncf.helm.config.v1+json",
      ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"],
      {},
    ],
    ["WASM", "other", "application/vnd.wasm.config.v0+json", ["application/wasm"], {}],
    ["BuildKit cache", "other", "application/vnd.buildkit.cacheconfig.v0", [GZIP], {}],
    ["an image config with an artifact type", "other", CONFIG, [GZIP], { artifactType: "a/b" }],
    ["an image config with a subject", "other", CONFIG, [GZIP], subject],
    ["an image config with a foreign layer", "other", CONFIG, [GZIP, "text/spdx+json"], {}],
  ] as const)("%s is %s", (_name, kind, config, layers, extra) => {
    expect(classify(config, layers, extra).kind).toBe(kind);
  });

  test("the withdrawn OCI artifact manifest has no config", () => {
    const type = "application/vnd.oci.artifact.manifest.v1+json";
    const stored = storedManifest(type, {
      artifactType: "application/vnd.cncf.notary.signature",
      blobs: [descriptor("application/jose+json")],
      subject: descriptor(OCI),
    });
    expect(classifyManifest(stored)).toEqual({
      kind: "signature",
      artifactType: "application/vnd.cncf.notary.signature",
      subject: `sha256:${"ab".repeat(32)}`,
    });
  });
});

describe("what can't be analysed", () => {
  test.each([
    ["application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", "foreign-layer"],
    ["application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "foreign-layer"],
    ["application/vnd.oci.image.layer.v1.tar+gzip+encrypted", "encrypted-layer"],
  ])("a layer %s: %s", (layer, code) => {
    const failure = expect.objectContaining({ name: "UnsupportedError", code });
    expect(() => classify(CONFIG, [GZIP, layer])).toThrow(failure);
  });

  test.each([
    ["application/vnd.docker.distribution.manifest.v1+prettyjws", 1],
    ["application/vnd.docker.distribution.manifest.v1+json", 2],
    ["application/json", 1],
  ])("schema 1 as %s", (mediaType, schemaVersion) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion, fsLayers: [] }));
    expect(() => classifyManifest({ bytes, mediaType, digest: digestOf(bytes) })).toThrow(
      expect.objectContaining({ name: "UnsupportedError", code: "schema-1" }),
    );
  });
});

describe("malformed manifests", () => {
  const image = { schemaVersion: 2, config: descriptor(CONFIG), layers: [descriptor(GZIP)] };
  test.each([
    ["no JSON", "{", "not JSON"],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22]), "not JSON"],
    ["null", "null", "the document"],
    ["an array", "[]", "the document"],
    ["nothing in it", "{}", "neither config nor manifests"],
    ["a digest without algorithm", { config: { ...descriptor(CONFIG), digest: "ab" } }, "digest"],
    [
      "a digest that climbs",
      { config: { ...descriptor(CONFIG), digest: "sha256:../../etc/passwd" } },
      "digest",
    ],
    ["a negative size", { ...image, layers: [descriptor(GZIP, -1)] }, "layers.0.size"],
    ["half a byte", { ...image, layers: [descriptor(GZIP, 0.5)] }, "layers.0.size"],
    ["an unsafe size", { ...image, layers: [descriptor(GZIP, 2 ** 60)] }, "layers.0.size"],
    ["layers as text", { ...image, layers: "x" }, "layers"],
    [
      "too many layers",
      { ...image, layers: Array.from({ length: 1001 }, () => descriptor(GZIP)) },
      "more than 1000 layers",
    ],
    ["image and index at once", { ...image, manifests: [] }, "at once"],
    [
      "an index that calls itself an image",
      { mediaType: OCI, manifests: [descriptor(OCI)] },
      "at once",
    ],
    [
      "an image that calls itself an index",
      { ...image, mediaType: "application/vnd.oci.image.index.v1+json" },
      "lists no manifests",
    ],
  ])("%s", (_name, content, why) => {
    const bytes =
      typeof content === "string" || Buffer.isBuffer(content)
        ? Buffer.from(content)
        : Buffer.from(JSON.stringify(content));
    expect(() => classifyManifest({ bytes, mediaType: OCI, digest: digestOf(bytes) })).toThrow(
      expect.objectContaining({
        name: "PermanentError",
        code: "malformed-manifest",
        message: expect.stringContaining(why),
      }),
    );
  });

  test("one that its server takes for the other kind (CVE-2021-41190)", () => {
    const stored = storedManifest(OCI, { config: descriptor(CONFIG), layers: [] });
    const mediaType = "application/vnd.oci.image.index.v1+json";
    expect(() => classifyManifest({ ...stored, mediaType })).toThrow("and its server");
  });

  test("one that is too large is not parsed", () => {
    const bytes = Buffer.alloc(MAX_MANIFEST_BYTES + 1, " ");
    expect(() => classifyManifest({ bytes, mediaType: OCI, digest: digestOf(bytes) })).toThrow(
      expect.objectContaining({ code: "manifest-too-large" }),
    );
  });

  test("any JSON is classified or refused in our own words", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(OCI, DOCKER, "", "text/html"), (json, mediaType) => {
        const bytes = Buffer.from(json);
        try {
          classifyManifest({ bytes, mediaType, digest: digestOf(bytes) });
        } catch (error) {
          expect(error).toBeInstanceOf(PermanentError);
        }
      }),
    );
  });
});
