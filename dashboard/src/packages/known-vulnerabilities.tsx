import type { SeverityCounts as Counts } from "../../../core/contract/findings.ts";
import { Muted } from "../parts/muted.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/**
 * Vulnerabilities of a package. The API does not say of a package whether its ecosystem was
 * assessed, so that none is no more than none known.
 */
export function KnownVulnerabilities({ counts }: { readonly counts: Counts }) {
  const texts = useTexts(packagesTexts);
  const isNone = Object.values(counts).every((count) => count === 0);
  if (isNone) return <Muted title={texts.noneKnownReason}>{texts.noneKnown}</Muted>;
  return <SeverityCounts counts={counts} />;
}
