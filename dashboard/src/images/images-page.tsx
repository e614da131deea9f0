import { Page } from "../app/page.tsx";
import { List } from "../list/list.tsx";
import { imagesTexts } from "../texts/images/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useImagesList } from "./images-list.tsx";

/** Every image of the organization. */
export function ImagesPage() {
  const texts = useTexts(imagesTexts);
  const definition = useImagesList();
  return (
    <Page title={texts.title} hasOwnHeading>
      <List definition={definition} isPage lead={texts.lead} />
    </Page>
  );
}
