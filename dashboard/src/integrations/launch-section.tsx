import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { StackLaunch } from "../../../core/contract/api-integrations.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { ParametersTable } from "./parameters-table.tsx";
import { WizardButton } from "./wizard-button.tsx";

/** How the stack of an integration is launched: by the wizard, or with the values by other means. */
export function LaunchSection({ launch }: { readonly launch: StackLaunch }) {
  const texts = useTexts(integrationsTexts);
  const formats = useFormats();
  const { url, templateUrl, stackName, parameters, expiresAt } = launch;
  const values = {
    [texts.stackName]: stackName,
    ...(templateUrl !== null && { [texts.templateUrl]: templateUrl }),
    ...parameters,
  };
  return (
    <Container
      header={
        <Header variant="h2" actions={url !== null && <WizardButton url={url} />}>
          {texts.launchTitle}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {url === null ? (
          <Box variant="p">{texts.createdWithoutTemplate}</Box>
        ) : (
          <ol>
            <li>{texts.launchOpen}</li>
            <li>{texts.launchCreate}</li>
            <li>{texts.launchReturn}</li>
          </ol>
        )}
        <Box variant="p">{texts.launchSecret}</Box>
        {expiresAt !== null && (
          <Box variant="small">{texts.launchExpires(formats.dateTime(expiresAt))}</Box>
        )}
        <ExpandableSection headerText={texts.launchValues} headingTagOverride="h3">
          <ParametersTable title={texts.launchValues} parameters={values} />
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  );
}
