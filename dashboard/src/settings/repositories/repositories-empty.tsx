import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { hasPage } from "../../app/page-paths.ts";
import { ECR_PAGE } from "../../integrations/integration-readings.ts";
import { PageLink } from "../../parts/page-link.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** In the place of a list of repositories where there are none: what to do that there are. */
export function RepositoriesEmpty() {
  const texts = useTexts(repositoriesTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
        {hasPage(ECR_PAGE) && <PageLink to={ECR_PAGE}>{texts.emptyConnect}</PageLink>}
      </SpaceBetween>
    </Box>
  );
}
