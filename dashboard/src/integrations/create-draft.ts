import type { Delivery, Layout } from "../../../core/contract/vocabulary.ts";
import { type ActivationChoice, isActivationReady } from "./activation-fields.tsx";
import type { NewIntegration } from "./integration-changes.ts";

/** What a reader has chosen for a new integration so far, as it was typed. */
export interface Draft extends ActivationChoice {
  /** Empty: the console's own choice. */
  readonly region: string;
  /** Empty: the operator's choice. */
  readonly layout: Layout | "";
  /** Empty: what the Region has. */
  readonly delivery: Delivery | "";
  /** One entry a line, or with commas; empty: all repositories. */
  readonly scope: string;
}

export const NEW_DRAFT: Draft = {
  activation: "selected",
  latest: "",
  region: "",
  layout: "",
  delivery: "",
  scope: "",
};

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/;
/** As the stack's parameter takes it: a name, or how names begin with `*`. */
const SCOPE_ENTRY = /^([*]|[a-z0-9][a-z0-9._/-]{0,254}[*]?)$/;
const MAX_SCOPE_ENTRIES = 100;

/** Whether a Region looks like one, or is left open. */
export function isRegion(text: string): boolean {
  return text === "" || REGION.test(text);
}

/** The entries of a text: lines, commas and blanks stand between them. */
export function entriesOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== "");
}

/** The first entries of a scope that the API would refuse; none where all is well. */
export function wrongScopeEntries(text: string): readonly string[] {
  const entries = entriesOf(text);
  const wrong = entries.filter((entry) => !SCOPE_ENTRY.test(entry));
  return [...wrong, ...entries.slice(MAX_SCOPE_ENTRIES)].slice(0, 3);
}

/** Whether a draft can be asked for. */
export function isDraftReady(draft: Draft): boolean {
  const { region, scope } = draft;
  return isActivationReady(draft) && isRegion(region) && wrongScopeEntries(scope).length === 0;
}

/** What is asked for: what was left open is the service's choice. */
export function wantedOf({
  activation,
  latest,
  region,
  layout,
  delivery,
  scope,
}: Draft): NewIntegration {
  const entries = entriesOf(scope);
  return {
    activation,
    ...(latest !== "" && { latest: Number(latest) }),
    ...(region !== "" && { region }),
    ...(layout !== "" && { layout }),
    ...(delivery !== "" && { delivery }),
    ...(entries.length > 0 && { scope: [...entries] }),
  };
}
