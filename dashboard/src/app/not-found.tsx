import Box from "@cloudscape-design/components/box";
import { PageLink } from "../parts/page-link.tsx";
import { appTexts } from "../texts/app/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { FIRST_PAGE } from "./page-paths.ts";
import { Page } from "./page.tsx";

/** Says that nothing is at an address. */
export function NotFound() {
  const texts = useTexts(appTexts);
  return (
    <Page title={texts.notFoundTitle}>
      <Box variant="p">{texts.notFoundLead}</Box>
      <PageLink to={FIRST_PAGE}>{texts.toOverview}</PageLink>
    </Page>
  );
}
