import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import type {
  IntegrationRequestAccepted,
  IntegrationSummary,
} from "../../../core/contract/api-integrations.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { rotation, type Rotation } from "./integration-changes.ts";
import { nameOfIntegration } from "./registry-name.tsx";

interface RotateDialogProps {
  readonly integration: IntegrationSummary;
  readonly onClose: () => void;
}

/** Replaces the key with which events of a registry come. */
export function RotateDialog({ integration, onClose }: RotateDialogProps) {
  const texts = useTexts(integrationsTexts);
  const notify = useNotify();
  const [revokeOld, setRevokeOld] = useState(false);
  const change = useChange<Rotation, IntegrationRequestAccepted>(rotation);
  const { integrationId } = integration;
  return (
    <ChangeDialog
      title={texts.rotateTitle(nameOfIntegration(integration, texts))}
      submit={texts.rotate}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(
          { integrationId, revokeOld },
          {
            onSuccess() {
              notify({ type: "success", content: texts.rotateAsked });
              onClose();
            },
          },
        );
      }}
    >
      <Box variant="p">{texts.rotateLead}</Box>
      <Checkbox
        checked={revokeOld}
        description={texts.revokeOldHint}
        onChange={({ detail }) => {
          setRevokeOld(detail.checked);
        }}
      >
        {texts.revokeOld}
      </Checkbox>
    </ChangeDialog>
  );
}
