import Box from "@cloudscape-design/components/box";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { approval, type OneIntegration } from "./integration-changes.ts";
import { nameOfIntegration } from "./registry-name.tsx";

interface ApproveDialogProps {
  readonly integration: IntegrationSummary;
  readonly onClose: () => void;
}

/** Lets the account of an integration in that came by an enrollment and waits. */
export function ApproveDialog({ integration, onClose }: ApproveDialogProps) {
  const texts = useTexts(integrationsTexts);
  const notify = useNotify();
  const change = useChange<OneIntegration, IntegrationSummary>(approval);
  const name = nameOfIntegration(integration, texts);
  return (
    <ChangeDialog
      title={texts.approveTitle(name)}
      submit={texts.approve}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(integration, {
          onSuccess() {
            notify({ type: "success", content: texts.approved(name) });
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{texts.approveLead}</Box>
      <Box variant="p">{texts.approveRefuse}</Box>
    </ChangeDialog>
  );
}
