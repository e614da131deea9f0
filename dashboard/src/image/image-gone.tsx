import Alert from "@cloudscape-design/components/alert";
import { PageLink } from "../parts/page-link.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** In the place of an image that there is not, or not any more. */
export function ImageGone() {
  const texts = useTexts(imageTexts);
  return (
    <Alert
      type="info"
      header={texts.notFoundTitle}
      action={<PageLink to="images">{texts.toImages}</PageLink>}
    >
      {texts.notFoundLead}
    </Alert>
  );
}
