import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { CheckOutcome as Outcome } from "../../../core/contract/vocabulary.ts";
import { Muted } from "../parts/muted.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

const TYPES: Readonly<Record<Outcome, StatusIndicatorProps.Type>> = {
  ok: "success",
  warning: "warning",
  error: "error",
};

/** What a check found of one thing, or of all; undefined: it was not checked yet. */
export function CheckOutcome({ outcome }: { readonly outcome: Outcome | undefined }) {
  const texts = useTexts(integrationsTexts);
  if (outcome === undefined) return <Muted>{texts.notChecked}</Muted>;
  return <StatusIndicator type={TYPES[outcome]}>{texts.outcomes[outcome]}</StatusIndicator>;
}
