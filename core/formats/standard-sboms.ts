import { CYCLONEDX_MEDIA_TYPE, toCycloneDx } from "./cyclonedx.ts";
import type { SbomSubject } from "./sbom-subject.ts";
import { SPDX_MEDIA_TYPE, toSpdx } from "./spdx.ts";

/** A standard that bills of materials are written in. */
export interface StandardSbom {
  readonly mediaType: string;
  /** Ending of a file's name by which other programs know it. */
  readonly fileSuffix: string;
  /** The document as the value of its JSON. */
  readonly write: (subject: SbomSubject) => object;
}

/** Names of the standards, as people choose them. */
export type StandardSbomFormat = "cyclonedx" | "spdx";

/** Every standard format. */
export const STANDARD_SBOMS: Readonly<Record<StandardSbomFormat, StandardSbom>> = {
  cyclonedx: { mediaType: CYCLONEDX_MEDIA_TYPE, fileSuffix: "cdx.json", write: toCycloneDx },
  spdx: { mediaType: SPDX_MEDIA_TYPE, fileSuffix: "spdx.json", write: toSpdx },
};
