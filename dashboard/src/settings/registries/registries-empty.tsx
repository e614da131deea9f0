import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { hasPage } from "../../app/page-paths.ts";
import { ECR_PAGE } from "../../integrations/integration-readings.ts";
import { PageLink } from "../../parts/page-link.tsx";
import { registriesTexts } from "../../texts/registries/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** In the place of registries, where none is connected. */
export function RegistriesEmpty() {
  const texts = useTexts(registriesTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
        {hasPage(ECR_PAGE) && <PageLink to={ECR_PAGE}>{texts.connect}</PageLink>}
      </SpaceBetween>
    </Box>
  );
}
