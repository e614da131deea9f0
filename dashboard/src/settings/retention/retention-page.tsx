import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { IntegrationSummary } from "../../../../core/contract/api-integrations.ts";
import { Page } from "../../app/page.tsx";
import { nameOfIntegration } from "../../integrations/registry-name.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { RoleButton } from "../../parts/role-button.tsx";
import { integrationsTexts } from "../../texts/integrations/texts.ts";
import { retentionTexts } from "../../texts/retention/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { RegistriesTable } from "../registries/registries-table.tsx";
import { ChangeRetentionDialog } from "./change-retention-dialog.tsx";
import { describeRetention } from "./retention-words.ts";

/** How long what is known of images is kept, by registry. */
export function RetentionPage() {
  const texts = useTexts(retentionTexts);
  const words = useTexts(integrationsTexts);
  const [changed, setChanged] = useState<IntegrationSummary>();
  return (
    <Page title={texts.title} lead={texts.lead}>
      <SpaceBetween size="l">
        <RegistriesTable
          title={texts.registries}
          registryLabel={texts.registry}
          columns={[
            {
              id: "kept",
              header: texts.kept,
              minWidth: 200,
              cell: ({ retention }) => describeRetention(retention, texts),
            },
            {
              id: "actions",
              header: texts.actions,
              minWidth: 110,
              cell: (integration) => (
                <RoleButton
                  role="owner"
                  variant="inline-link"
                  ariaLabel={texts.changeOf(nameOfIntegration(integration, words))}
                  onClick={() => {
                    setChanged(integration);
                  }}
                >
                  {texts.change}
                </RoleButton>
              ),
            },
          ]}
        />
        <Meaning />
      </SpaceBetween>
      {changed && (
        <ChangeRetentionDialog
          integration={changed}
          onClose={() => {
            setChanged(undefined);
          }}
        />
      )}
    </Page>
  );
}

function Meaning() {
  const texts = useTexts(retentionTexts);
  return (
    <Container header={<Header variant="h2">{texts.meaning}</Header>}>
      <Box variant="p">{texts.meaningStays}</Box>
      <Box variant="p">{texts.meaningGoes}</Box>
      <Box variant="p">{texts.meaningWhen}</Box>
      <Box variant="p">{texts.meaningOwn}</Box>
      <PageLink to="settings/repositories">{texts.toRepositories}</PageLink>
    </Container>
  );
}
