import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { PageLink } from "../parts/page-link.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";

/** In the place of a list of vulnerabilities where none is known. */
export function VulnerabilitiesEmpty() {
  const texts = useTexts(vulnerabilitiesTexts);
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
