import { useState } from "react";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ActivationFields, isActivationReady } from "./activation-fields.tsx";
import { type ActivationChange, activationChange } from "./integration-changes.ts";
import { nameOfIntegration } from "./registry-name.tsx";

interface ActivationDialogProps {
  readonly integration: IntegrationSummary;
  readonly onClose: () => void;
}

/** Changes whether all repositories of a registry are analysed, or chosen ones. */
export function ActivationDialog({ integration, onClose }: ActivationDialogProps) {
  const texts = useTexts(integrationsTexts);
  const notify = useNotify();
  const [choice, setChoice] = useState({ activation: integration.activation, latest: "" });
  const change = useChange<ActivationChange, IntegrationSummary>(activationChange);
  const { activation, latest } = choice;
  const takesLatest = activation === "all";
  const wanted = {
    activation,
    ...(takesLatest && latest !== "" && { latest: Number(latest) }),
  };
  return (
    <ChangeDialog
      title={texts.activationTitle(nameOfIntegration(integration, texts))}
      submit={texts.save}
      change={change}
      isReady={!takesLatest || isActivationReady(choice)}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(
          { integrationId: integration.integrationId, wanted },
          {
            onSuccess() {
              notify({ type: "success", content: texts.activationChanged[activation] });
              onClose();
            },
          },
        );
      }}
    >
      <ActivationFields value={choice} takesLatest={takesLatest} onChange={setChoice} />
    </ChangeDialog>
  );
}
