import { useState } from "react";
import type { IntegrationSummary } from "../../../../core/contract/api-integrations.ts";
import { useChange } from "../../api/hooks.ts";
import { useNotify } from "../../app/notifications.tsx";
import { nameOfIntegration } from "../../integrations/registry-name.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { integrationsTexts } from "../../texts/integrations/texts.ts";
import { retentionTexts } from "../../texts/retention/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { type RetentionChange, retentionChange } from "./retention-change.ts";
import { RetentionFields } from "./retention-fields.tsx";
import { inputOf, retentionOf } from "./retention-input.ts";

interface ChangeRetentionDialogProps {
  readonly integration: IntegrationSummary;
  readonly onClose: () => void;
}

/** Sets how long what is known of a registry's images is kept. */
export function ChangeRetentionDialog({ integration, onClose }: ChangeRetentionDialogProps) {
  const texts = useTexts(retentionTexts);
  const words = useTexts(integrationsTexts);
  const notify = useNotify();
  const [input, setInput] = useState(() => inputOf(integration.retention));
  const [isTried, setIsTried] = useState(false);
  const change = useChange<RetentionChange, IntegrationSummary>(retentionChange);
  const name = nameOfIntegration(integration, words);
  return (
    <ChangeDialog
      title={texts.changeTitle(name)}
      submit={texts.save}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        setIsTried(true);
        const retention = retentionOf(input);
        if (retention === undefined) return;
        change.mutate(
          { integrationId: integration.integrationId, retention },
          {
            onSuccess() {
              notify({ type: "success", content: texts.changed(name) });
              onClose();
            },
          },
        );
      }}
    >
      <RetentionFields input={input} of="registry" showsMissing={isTried} onChange={setInput} />
    </ChangeDialog>
  );
}
