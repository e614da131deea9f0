import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useNavigate } from "react-router";
import type {
  IntegrationSummary,
  RemovedIntegration,
} from "../../../core/contract/api-integrations.ts";
import { useChange } from "../api/hooks.ts";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { usePagePath } from "../parts/page-link.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type OneIntegration, removal } from "./integration-changes.ts";
import { removalPage } from "./integration-readings.ts";
import { stackNameOf } from "./registries-columns.tsx";
import { nameOfIntegration } from "./registry-name.tsx";

interface RemoveDialogProps {
  readonly integration: IntegrationSummary;
  readonly onClose: () => void;
}

/** Says what a removal takes away and what it leaves, then removes and shows how far that is. */
export function RemoveDialog({ integration, onClose }: RemoveDialogProps) {
  const texts = useTexts(integrationsTexts);
  const pathOf = usePagePath();
  const navigate = useNavigate();
  const change = useChange<OneIntegration, RemovedIntegration>(removal);
  const { integrationId, connection } = integration;
  const hasStack = connection !== null && connection.stackDeletedAt === null;
  return (
    <ChangeDialog
      title={texts.removeTitle(nameOfIntegration(integration, texts))}
      submit={texts.remove}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(
          { integrationId },
          {
            onSuccess() {
              onClose();
              void navigate(pathOf(removalPage(integrationId)));
            },
          },
        );
      }}
    >
      <Box variant="p">{texts.removeLead}</Box>
      {hasStack && (
        <Alert type="warning" header={texts.removeStackTitle}>
          {texts.removeStackLead(stackNameOf(connection.stackId))}
        </Alert>
      )}
    </ChangeDialog>
  );
}
