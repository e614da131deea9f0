import Badge from "@cloudscape-design/components/badge";
import type { Assessment, SeverityCounts as Counts } from "../../../core/contract/findings.ts";
import { SEVERITIES, type Severity } from "../../../core/contract/vocabulary.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { SEVERITY_COLORS } from "./severity-badge.tsx";
import { Muted } from "./muted.tsx";

/** How counts are marked where there is room for one letter. */
const LETTERS: Readonly<Record<Severity, string>> = {
  critical: "C",
  high: "H",
  medium: "M",
  low: "L",
  unspecified: "?",
};

interface SeverityCountsProps {
  /** Null: it was not analysed. */
  readonly counts: Counts | null;
  /** What was not assessed is never shown as nothing. */
  readonly assessed?: readonly Assessment[] | null;
}

/** Numbers of vulnerabilities by severity: `2 C`, `5 H`, each with its whole name for who listens. */
export function SeverityCounts({ counts, assessed = [] }: SeverityCountsProps) {
  const texts = useTexts(partsTexts);
  const formats = useFormats();
  if (counts === null) return <Muted>{texts.notAnalyzed}</Muted>;
  const missing = (assessed ?? [])
    .filter(({ coverage }) => coverage === "not-assessed")
    .map(({ ecosystem }) => ecosystem);
  const found = SEVERITIES.filter((severity) => counts[severity] > 0);
  return (
    <span className="scout-row">
      {found.map((severity) => {
        const label = texts.severityCount(texts.severities[severity], counts[severity]);
        return (
          <span key={severity} role="img" aria-label={label} title={label}>
            <Badge color={SEVERITY_COLORS[severity]}>
              {`${formats.number(counts[severity])} ${LETTERS[severity]}`}
            </Badge>
          </span>
        );
      })}
      {found.length === 0 && missing.length === 0 && <Muted>{texts.noVulnerabilities}</Muted>}
      {missing.length > 0 && (
        <Muted title={texts.partlyReason(formats.list(missing))}>{texts.partly}</Muted>
      )}
    </span>
  );
}
