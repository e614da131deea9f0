import type { JSON as CycloneDxJson } from "@cyclonedx/cyclonedx-library/Serialize";

type Normalized = CycloneDxJson.Types.Normalized.Bom;

/** A place where a component was found (CycloneDX 1.6, `component.evidence.occurrences`). */
export interface CycloneDxOccurrence {
  /** A path. */
  readonly location: string;
  readonly additionalContext?: string;
}

/** A component with the evidence that the library's type lacks. */
export type CycloneDxComponent = Omit<CycloneDxJson.Types.Normalized.Component, "evidence"> & {
  readonly evidence?:
    | (CycloneDxJson.Types.Normalized.ComponentEvidence & {
        readonly occurrences?: readonly CycloneDxOccurrence[];
      })
    | undefined;
};

/** How complete the parts of a component are known (CycloneDX 1.6, `compositions`). */
export interface CycloneDxComposition {
  readonly aggregate: "incomplete" | "unknown";
  /** `bom-ref`s of the components whose parts are meant. */
  readonly assemblies: readonly string[];
}

/** A CycloneDX document as the value of its JSON. */
export type CycloneDxDocument = Omit<Normalized, "components"> & {
  readonly components: readonly CycloneDxComponent[];
  readonly compositions: readonly CycloneDxComposition[];
};
