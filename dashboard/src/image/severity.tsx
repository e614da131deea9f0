import type { ImageVulnerability } from "../../../core/contract/api-images.ts";
import { Muted } from "../parts/muted.tsx";
import { SeverityBadge } from "../parts/severity-badge.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

/** How bad it is, and who says so. */
export function Severity({ vulnerability }: { readonly vulnerability: ImageVulnerability }) {
  const texts = useTexts(imageTexts);
  const formats = useFormats();
  const { severity, severitySource, cvss } = vulnerability;
  return (
    <span className="scout-row" title={texts.severitySources[severitySource]}>
      <SeverityBadge severity={severity} />
      {cvss && <Muted title={cvss.vector}>{texts.score(formats.number(cvss.score))}</Muted>}
    </span>
  );
}
