import { useParams } from "react-router";
import type { Image } from "../../../core/contract/image.ts";
import { Page } from "../app/page.tsx";
import { List } from "../list/list.tsx";
import { imagesTexts } from "../texts/images/texts.ts";
import { repositoryTexts } from "../texts/repository/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CompareButton } from "./compare-button.tsx";
import { useRepositoryImages } from "./repository-images.tsx";

/** The tags and images of one repository; two of them can be compared. */
export function RepositoryPage() {
  const texts = useTexts(repositoryTexts);
  const images = useTexts(imagesTexts);
  const { registry = "", repository = "" } = useParams();
  const definition = useRepositoryImages(repository);
  return (
    <Page title={definition.title} hasOwnHeading crumbs={[{ text: images.title, to: "images" }]}>
      <List<Image>
        definition={definition}
        isPage
        lead={texts.lead(registry)}
        query={{ registry, repository }}
        selectionActions={(selection) => <CompareButton images={selection.items} />}
      />
    </Page>
  );
}
