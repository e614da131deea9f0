import Box from "@cloudscape-design/components/box";
import Popover from "@cloudscape-design/components/popover";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type {
  IntegrationSummary,
  TemplateUpdate,
} from "../../../core/contract/api-integrations.ts";
import { ExternalLink } from "../parts/external-link.tsx";
import { Muted } from "../parts/muted.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** The version of the template that a stack has, and the newer one with what it brings. */
export function TemplateVersion({ integration }: { readonly integration: IntegrationSummary }) {
  const texts = useTexts(integrationsTexts);
  const { connection, templateUpdate } = integration;
  if (connection === null) return <Muted>{texts.none}</Muted>;
  if (templateUpdate === null) return <>{connection.templateVersion}</>;
  return (
    <Popover
      header={texts.updateTitle(templateUpdate.from, templateUpdate.to)}
      content={<UpdateDetails update={templateUpdate} />}
      size="large"
    >
      <StatusIndicator type="info" iconAriaLabel={texts.updateStack}>
        {texts.updateOffered(connection.templateVersion, templateUpdate.to)}
      </StatusIndicator>
    </Popover>
  );
}

/** What an update brings, and where it is made. */
export function UpdateDetails({ update }: { readonly update: TemplateUpdate }) {
  const texts = useTexts(integrationsTexts);
  return (
    <SpaceBetween size="xs">
      <ul>
        {update.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Box variant="p">{texts.updateKeeps}</Box>
      {update.url === null ? (
        <Box variant="p">{texts.updateElsewhere}</Box>
      ) : (
        <ExternalLink href={update.url}>{texts.updateStack}</ExternalLink>
      )}
    </SpaceBetween>
  );
}
