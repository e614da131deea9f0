import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { hasPage } from "../app/page-paths.ts";
import { PageLink } from "../parts/page-link.tsx";
import { repositoryTexts } from "../texts/repository/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

const REPOSITORIES = "settings/repositories";

/** In the place of a repository's images where there are none: what to do that there are. */
export function RepositoryEmpty() {
  const texts = useTexts(repositoryTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
        {hasPage(REPOSITORIES) && <PageLink to={REPOSITORIES}>{texts.emptyAction}</PageLink>}
      </SpaceBetween>
    </Box>
  );
}
