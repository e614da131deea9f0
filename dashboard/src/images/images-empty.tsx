import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { hasPage } from "../app/page-paths.ts";
import { PageLink } from "../parts/page-link.tsx";
import { imagesTexts } from "../texts/images/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

const INTEGRATION = "integrations/amazon-ecr";
const REPOSITORIES = "settings/repositories";

/** In the place of a list of images where there are none: what to do that there are. */
export function ImagesEmpty() {
  const texts = useTexts(imagesTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
        {hasPage(INTEGRATION) && <PageLink to={INTEGRATION}>{texts.emptyConnect}</PageLink>}
        {hasPage(REPOSITORIES) && <PageLink to={REPOSITORIES}>{texts.emptyRepositories}</PageLink>}
      </SpaceBetween>
    </Box>
  );
}
