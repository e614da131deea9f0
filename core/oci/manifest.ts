import type * as z from "zod";
import { PermanentError, UnsupportedError } from "../errors.ts";
import type { Artifact, ImageManifest, OtherArtifact } from "./artifact.ts";
import { describeIndex } from "./image-index.ts";
import type { StoredManifest } from "./image-source.ts";
import { ManifestDocument } from "./manifest-schema.ts";
import {
  isEncryptedLayerType,
  isForeignLayerType,
  isImageConfigType,
  isIndexType,
  isLayerType,
  isManifestType,
  isSchema1Type,
} from "./media-types.ts";
import { describeOther } from "./other-artifact.ts";

/**
 * Bytes of a manifest or index. The distribution spec lets registries refuse larger
 * ones (spec.md, "Pushing Manifests").
 */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/**
 * Tells what a manifest stands for. Only an `image` holds a root file system: the
 * artifact type in ECR's events can't tell an image from an attestation or a classic
 * cosign signature, which carry an ordinary image config.
 * @throws UnsupportedError `schema-1`, `foreign-layer`, `encrypted-layer`
 * @throws PermanentError `malformed-manifest`, `manifest-too-large`
 */
export function classifyManifest(stored: StoredManifest): Artifact {
  const document = parseDocument(stored);
  if (document.manifests) return describeIndex(document.manifests, document);
  if (isImage(document)) return describeImage(document, stored);
  return describeOther(document);
}

function parseDocument(stored: StoredManifest): ManifestDocument {
  if (stored.bytes.length > MAX_MANIFEST_BYTES) {
    throw new PermanentError(
      "manifest-too-large",
      `The manifest ${stored.digest} has ${stored.bytes.length} bytes, more than the ${MAX_MANIFEST_BYTES} that registries accept.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(stored.bytes));
  } catch (error) {
    throw malformed(stored, "it is not JSON", error);
  }
  if (isSchema1Type(stored.mediaType) || isSchema1(json)) {
    throw new UnsupportedError(
      "schema-1",
      `The manifest ${stored.digest} is in Docker's schema 1, a format that registries gave up in 2019 and that names no verifiable config. Pull and push the image once with a current client to convert it.`,
    );
  }
  const parsed = ManifestDocument.safeParse(json);
  if (!parsed.success) throw malformed(stored, firstIssue(parsed.error), parsed.error);
  refuseAmbiguity(parsed.data, stored);
  return parsed.data;
}

/**
 * A document that one client takes for an image and another for an index could hide
 * content from us (CVE-2021-41190).
 */
function refuseAmbiguity(document: ManifestDocument, stored: StoredManifest): void {
  const declared = document.mediaType ?? stored.mediaType;
  const listsManifests = Boolean(document.manifests);
  if (listsManifests && (document.layers || document.config || isManifestType(declared))) {
    throw malformed(stored, "it is an index and an image manifest at once");
  }
  if (!listsManifests && isIndexType(declared)) {
    throw malformed(stored, "it says that it is an index, and lists no manifests");
  }
  if (document.mediaType !== undefined && contradicts(document.mediaType, stored.mediaType)) {
    throw malformed(stored, `it says ${document.mediaType}, and its server ${stored.mediaType}`);
  }
  if (!listsManifests && !document.config && !document.blobs && !document.artifactType) {
    throw malformed(stored, "it has neither config nor manifests");
  }
}

/** Servers may answer with a general type such as `application/json`; that is no contradiction. */
function contradicts(inDocument: string, fromServer: string): boolean {
  return isIndexType(inDocument)
    ? isManifestType(fromServer)
    : isManifestType(inDocument) && isIndexType(fromServer);
}

/** An image's config, nothing that says otherwise, and only layers of a root file system. */
function isImage(document: ManifestDocument): boolean {
  if (!document.config || !isImageConfigType(document.config.mediaType)) return false;
  if (document.artifactType !== undefined || document.subject) return false;
  const layers = document.layers ?? [];
  return layers.every(
    ({ mediaType }) =>
      isLayerType(mediaType) || isForeignLayerType(mediaType) || isEncryptedLayerType(mediaType),
  );
}

function describeImage(
  document: ManifestDocument,
  stored: StoredManifest,
): ImageManifest | OtherArtifact {
  if (!document.config) return describeOther(document);
  const layers = document.layers ?? [];
  const foreign = layers.find(({ mediaType }) => isForeignLayerType(mediaType));
  if (foreign) {
    throw new UnsupportedError(
      "foreign-layer",
      `Layer ${foreign.digest} of ${stored.digest} is a foreign layer (${foreign.mediaType}): its bytes are not in the registry. Windows base images are made so; such images can't be analysed.`,
    );
  }
  const encrypted = layers.find(({ mediaType }) => isEncryptedLayerType(mediaType));
  if (encrypted) {
    throw new UnsupportedError(
      "encrypted-layer",
      `Layer ${encrypted.digest} of ${stored.digest} is encrypted (${encrypted.mediaType}): only a holder of its key can read it.`,
    );
  }
  const annotations = document.annotations ?? undefined;
  return {
    kind: "image",
    config: document.config,
    layers,
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function isSchema1(json: unknown): boolean {
  return (
    typeof json === "object" && json !== null && "schemaVersion" in json && json.schemaVersion === 1
  );
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "it has another form";
  return `${issue.path.join(".") || "the document"}: ${issue.message}`;
}

function malformed(stored: StoredManifest, what: string, cause?: unknown): PermanentError {
  return new PermanentError(
    "malformed-manifest",
    `The manifest ${stored.digest} (${stored.mediaType}) can't be read: ${what}. Push it again with a current client.`,
    { cause },
  );
}
