import Popover from "@cloudscape-design/components/popover";
import type { ImageVulnerability } from "../../../core/contract/api-images.ts";
import { ExternalLink } from "../parts/external-link.tsx";
import { isolated } from "../parts/isolated.ts";
import { Muted } from "../parts/muted.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Where more is to be read of a vulnerability: opens on demand. */
export function References({ vulnerability }: { readonly vulnerability: ImageVulnerability }) {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const { id, references = [] } = vulnerability;
  if (references.length === 0) return <Muted>{parts.none}</Muted>;
  return (
    <Popover
      header={texts.referencesOf(isolated(id))}
      size="large"
      renderWithPortal
      triggerType="text"
      content={
        <ul>
          {references.map((address) => (
            <li key={address} className="scout-long">
              <ExternalLink href={address} />
            </li>
          ))}
        </ul>
      }
    >
      {texts.referenceCount(references.length)}
    </Popover>
  );
}
