import Alert from "@cloudscape-design/components/alert";
import type { Image } from "../../../core/contract/image.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

/** Ecosystems of an image whose packages nobody has looked up in advisories. */
export function notAssessedOf({ assessed }: Pick<Image, "assessed">): readonly string[] {
  return (assessed ?? [])
    .filter(({ coverage, packageCount }) => coverage === "not-assessed" && packageCount > 0)
    .map(({ ecosystem }) => ecosystem);
}

/** Says plainly what was not assessed: it is never to be taken for nothing. */
export function NotAssessed({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const formats = useFormats();
  const missing = notAssessedOf(image);
  if (missing.length === 0) return null;
  return (
    <Alert type="warning" header={texts.notAssessedTitle}>
      {texts.notAssessedLead(formats.list(missing))}
    </Alert>
  );
}
