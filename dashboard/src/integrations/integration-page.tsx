import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";
import { useApi } from "../api/hooks.ts";
import { useMay } from "../app/organization.tsx";
import { Page } from "../app/page.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ActDialog } from "./act-dialog.tsx";
import { CheckSection } from "./check-section.tsx";
import { IntegrationActions } from "./integration-actions.tsx";
import { IntegrationActivity } from "./integration-activity.tsx";
import { IntegrationAlerts } from "./integration-alerts.tsx";
import { IntegrationDetails } from "./integration-details.tsx";
import { ECR_PAGE, integrationReading, removalPage } from "./integration-readings.ts";
import { LaunchSection } from "./launch-section.tsx";
import type { IntegrationAct } from "./registry-actions.tsx";
import { nameOfIntegration } from "./registry-name.tsx";
import { UsageSection } from "./usage-section.tsx";

/** One integrated registry: whether it is well, what it does, what keeps it so. */
export function IntegrationPage() {
  const texts = useTexts(integrationsTexts);
  const { integrationId = "" } = useParams();
  const { data, error, refetch } = useApi(integrationReading(integrationId));
  const [act, setAct] = useState<IntegrationAct>();
  const crumbs = [{ text: texts.title, to: ECR_PAGE }];
  // Somebody may have removed it meanwhile, in another tab too: what went is for owners to see.
  const isGone = useMay("owner") && error?.status === 404;
  if (data === undefined) {
    return (
      <Page title={texts.integration} crumbs={crumbs}>
        <SpaceBetween size="m">
          <ProblemAlert error={error} onRetry={refetch} />
          {isGone && <PageLink to={removalPage(integrationId)}>{texts.seeRemoval}</PageLink>}
        </SpaceBetween>
      </Page>
    );
  }
  return (
    <Page
      title={nameOfIntegration(data, texts)}
      {...(data.registry !== null && { lead: data.registry })}
      crumbs={crumbs}
      actions={<IntegrationActions integration={data} onAct={setAct} />}
    >
      <SpaceBetween size="l">
        {error !== null && <StaleAlert error={error} />}
        <IntegrationAlerts integration={data} onAct={setAct} />
        {data.launch !== null && <LaunchSection launch={data.launch} />}
        <IntegrationDetails integration={data} onAct={setAct} />
        <IntegrationActivity integration={data} />
        {data.connection !== null && <CheckSection integration={data} />}
        <UsageSection integrationId={integrationId} />
      </SpaceBetween>
      <ActDialog
        act={act}
        onClose={() => {
          setAct(undefined);
        }}
      />
    </Page>
  );
}
