import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { hasPage } from "../app/page-paths.ts";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

const REPOSITORIES = "settings/repositories";

/** What happened to a registry lately. */
export function IntegrationActivity({ integration }: { readonly integration: IntegrationSummary }) {
  const texts = useTexts(integrationsTexts);
  const formats = useFormats();
  const { activity, advisoriesAsOf } = integration;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            hasPage(REPOSITORIES) && (
              <PageLink to={REPOSITORIES}>{texts.chooseRepositories}</PageLink>
            )
          }
        >
          {texts.activity}
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.lastEvent, value: <RelativeTime at={activity.lastEventAt} /> },
          { label: texts.lastPull, value: <RelativeTime at={activity.lastPullAt} /> },
          { label: texts.lastCompared, value: <RelativeTime at={activity.lastReconciledAt} /> },
          { label: texts.missedEvents, value: formats.number(activity.missedEvents) },
          {
            label: texts.advisories,
            value:
              advisoriesAsOf === null ? (
                <Muted title={texts.advisoriesUnknown}>{texts.none}</Muted>
              ) : (
                <RelativeTime at={advisoriesAsOf} />
              ),
          },
        ]}
      />
    </Container>
  );
}
