import Badge from "@cloudscape-design/components/badge";
import type { Severity } from "../../../core/contract/vocabulary.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** The design system's colours of severities; the word stands beside the colour always. */
export const SEVERITY_COLORS = {
  critical: "severity-critical",
  high: "severity-high",
  medium: "severity-medium",
  low: "severity-low",
  unspecified: "severity-neutral",
} as const satisfies Record<Severity, string>;

/** One severity, as a word in its colour. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const texts = useTexts(partsTexts);
  return <Badge color={SEVERITY_COLORS[severity]}>{texts.severities[severity]}</Badge>;
}
