import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { PageLink } from "../parts/page-link.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** In the place of a list of packages where none is known. */
export function PackagesEmpty() {
  const texts = useTexts(packagesTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
        <PageLink to="images">{texts.toImages}</PageLink>
      </SpaceBetween>
    </Box>
  );
}
