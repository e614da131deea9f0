import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CreateOnAwsButton } from "./create-on-aws-button.tsx";

/** In the place of the list where no registry is integrated yet: the way to the first one. */
export function RegistriesEmpty() {
  const texts = useTexts(integrationsTexts);
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="strong">{texts.emptyTitle}</Box>
        <Box variant="p">{texts.emptyLead}</Box>
        <CreateOnAwsButton />
      </SpaceBetween>
    </Box>
  );
}
