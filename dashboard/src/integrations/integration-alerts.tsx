import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { isWaiting } from "./integration-status.tsx";
import type { IntegrationAct } from "./registry-actions.tsx";
import { UpdateDetails } from "./template-version.tsx";

interface IntegrationAlertsProps {
  readonly integration: IntegrationSummary;
  readonly onAct: (act: IntegrationAct) => void;
}

/** What of an integration asks for somebody: an approval, an error, an update. */
export function IntegrationAlerts({ integration, onAct }: IntegrationAlertsProps) {
  const texts = useTexts(integrationsTexts);
  const { status, statusReason, templateUpdate } = integration;
  return (
    <SpaceBetween size="s">
      {isWaiting(integration) && (
        <Alert
          type="info"
          header={texts.waiting}
          action={
            <RoleButton
              role="owner"
              onClick={() => {
                onAct({ kind: "approve", integration });
              }}
            >
              {texts.approve}
            </RoleButton>
          }
        >
          {texts.waitingLead}
        </Alert>
      )}
      {status === "error" && (
        <Alert type="error" header={texts.errorTitle}>
          {statusReason} {texts.errorAdvice}
        </Alert>
      )}
      {status === "pending" && statusReason !== null && (
        <Alert type="warning">{statusReason}</Alert>
      )}
      {status === "connected" && statusReason !== null && (
        <Alert type="warning">{statusReason}</Alert>
      )}
      {templateUpdate !== null && (
        <Alert type="info" header={texts.updateTitle(templateUpdate.from, templateUpdate.to)}>
          <UpdateDetails update={templateUpdate} />
        </Alert>
      )}
    </SpaceBetween>
  );
}
