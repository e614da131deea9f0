import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ImageAnalysis } from "../../../core/contract/api-images.ts";
import type { AnalysisOutcome as Outcome } from "../../../core/contract/vocabulary.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

const TYPES: Readonly<Record<Outcome, StatusIndicatorProps.Type>> = {
  analyzed: "success",
  failed: "error",
  unsupported: "info",
  postponed: "pending",
};

/** How an analysis ended; of one without an end, that nobody knows. */
export function AnalysisOutcome({ analysis }: { readonly analysis: ImageAnalysis }) {
  const texts = useTexts(imageTexts);
  const { outcome, finishedAt } = analysis;
  if (finishedAt === null) {
    return <StatusIndicator type="warning">{texts.underWay}</StatusIndicator>;
  }
  return <StatusIndicator type={TYPES[outcome]}>{texts.outcomes[outcome]}</StatusIndicator>;
}
