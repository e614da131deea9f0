import { Page } from "../app/page.tsx";
import { List } from "../list/list.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";
import { useVulnerabilitiesList } from "./vulnerabilities-list.tsx";

/** Every vulnerability of the organization's images. */
export function VulnerabilitiesPage() {
  const texts = useTexts(vulnerabilitiesTexts);
  const definition = useVulnerabilitiesList();
  return (
    <Page title={texts.title} hasOwnHeading>
      <List definition={definition} isPage lead={texts.lead} />
    </Page>
  );
}
