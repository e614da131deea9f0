import { Page } from "../app/page.tsx";
import { List } from "../list/list.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { usePackagesList } from "./packages-list.tsx";

/** Every package of the organization's images. */
export function PackagesPage() {
  const texts = useTexts(packagesTexts);
  const definition = usePackagesList();
  return (
    <Page title={texts.title} hasOwnHeading>
      <List definition={definition} isPage lead={texts.lead} />
    </Page>
  );
}
