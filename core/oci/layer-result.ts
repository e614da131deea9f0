import { PermanentError } from "../errors.ts";
import type { Distribution } from "../contract/inventory.ts";
import type { ParsedPackage } from "../ecosystems/ecosystem.ts";

/** What a file of a layer tells. */
export interface LayerFile {
  readonly path: string;
  /** Identifier of the detector that read it. */
  readonly detector: string;
  readonly packages: readonly ParsedPackage[];
  readonly distribution?: Distribution;
  /** True when a package of the distribution, in the same layer, owns it. */
  readonly owned?: boolean;
}

/** A hard link whose target is not in its layer: it stands for a file of a lower one. */
export interface LayerLink {
  readonly path: string;
  readonly target: string;
  /** Identifiers of the detectors that want it. */
  readonly detectors: readonly string[];
}

/** Something that was not read as it should have been. */
export interface LayerWarning {
  readonly code: string;
  readonly message: string;
  /** With a path, the warning goes when a higher layer replaces or removes the file. */
  readonly path?: string;
}

/**
 * What a layer tells, from nothing but its bytes and the analyzer's version: what is
 * cached. Plain JSON. Sets of paths are the base64 of `PathHashSet`.
 */
export interface LayerResult {
  readonly format: typeof LAYER_RESULT_FORMAT;
  /** Bytes of its tar archive, or of a folder's files. */
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Sorted by path, then detector. */
  readonly files: readonly LayerFile[];
  readonly links: readonly LayerLink[];
  /** Everything but folders, and whiteouts: hides the path and all below it in lower layers. */
  readonly hiding: string;
  /** Folders: hide a file at the same path in lower layers, and nothing below. */
  readonly folders: string;
  /** Opaque folders: hide all below them in lower layers, and not themselves. */
  readonly opaque: string;
  readonly warnings: readonly LayerWarning[];
}

/** Grows with each change of the shape, so that an older cache entry counts as none. */
export const LAYER_RESULT_FORMAT = 1;

/** A layer's result as bytes to store. */
export function encodeLayerResult(result: LayerResult): Buffer {
  return Buffer.from(JSON.stringify(result));
}

/**
 * Reads what `encodeLayerResult` wrote.
 * @throws PermanentError `malformed-layer-result` for anything else, other formats included
 */
export function decodeLayerResult(bytes: Buffer): LayerResult {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (error) {
    throw malformed(error);
  }
  if (!isLayerResult(value)) throw malformed(undefined);
  return value;
}

/** Only we write these: the format's number says the shape. */
function isLayerResult(value: unknown): value is LayerResult {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === LAYER_RESULT_FORMAT
  );
}

function malformed(cause: unknown): PermanentError {
  return new PermanentError(
    "malformed-layer-result",
    "A cached layer result can't be read; the layer is to be analysed again.",
    { cause },
  );
}
