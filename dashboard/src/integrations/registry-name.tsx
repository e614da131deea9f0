import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { PageLink } from "../parts/page-link.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { integrationPage } from "./integration-readings.ts";

type Texts = (typeof integrationsTexts)["en"];

/** What an integration is called: its account and Region, or that it has none yet. */
export function nameOfIntegration({ connection }: IntegrationSummary, texts: Texts): string {
  if (connection === null) return texts.notLaunched;
  return `${connection.accountId} · ${connection.region}`;
}

/** The account of an integration, as a link to its page. */
export function RegistryName({ integration }: { readonly integration: IntegrationSummary }) {
  const texts = useTexts(integrationsTexts);
  return (
    <PageLink
      to={integrationPage(integration.integrationId)}
      ariaLabel={nameOfIntegration(integration, texts)}
    >
      {integration.connection?.accountId ?? texts.notLaunched}
    </PageLink>
  );
}
