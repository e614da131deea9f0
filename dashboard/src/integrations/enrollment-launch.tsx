import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { EnrollmentLaunch as Launch } from "../../../core/contract/api-enrollments.ts";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CommandText } from "./command-text.tsx";
import { ParametersTable } from "./parameters-table.tsx";

/** What the StackSet of an enrollment is made with. */
export function EnrollmentLaunch({ launch }: { readonly launch: Launch }) {
  const texts = useTexts(enrollmentsTexts);
  const names = useTexts(integrationsTexts);
  const { templateUrl, stackSetName, parameters, commands } = launch;
  const values = {
    [texts.stackSetName]: stackSetName,
    ...(templateUrl !== null && { [names.templateUrl]: templateUrl }),
    ...parameters,
  };
  return (
    <Container
      header={
        <Header variant="h2" description={texts.launchLead}>
          {texts.launchTitle}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{texts.launchSecret}</Alert>
        <ParametersTable title={texts.launchTitle} parameters={values} />
        {commands === null ? (
          <Box variant="p">{names.createdWithoutTemplate}</Box>
        ) : (
          <>
            <CommandText title={texts.createStackSet} command={commands.createStackSet} />
            <CommandText
              title={texts.createStackInstances}
              command={commands.createStackInstances}
            />
          </>
        )}
      </SpaceBetween>
    </Container>
  );
}
