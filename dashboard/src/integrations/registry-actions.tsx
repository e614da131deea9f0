import SpaceBetween from "@cloudscape-design/components/space-between";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { isWaiting } from "./integration-status.tsx";
import { nameOfIntegration } from "./registry-name.tsx";

/** What a reader wants to do to an integration, in a dialog. */
export interface IntegrationAct {
  readonly kind: "remove" | "approve" | "rotate" | "activation";
  readonly integration: IntegrationSummary;
}

interface RegistryActionsProps {
  readonly integration: IntegrationSummary;
  readonly onAct: (act: IntegrationAct) => void;
}

/** What can be done to a row of the list. */
export function RegistryActions({ integration, onAct }: RegistryActionsProps) {
  const texts = useTexts(integrationsTexts);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isWaiting(integration) && (
        <RoleButton
          role="owner"
          variant="inline-link"
          onClick={() => {
            onAct({ kind: "approve", integration });
          }}
        >
          {texts.approve}
        </RoleButton>
      )}
      <RoleButton
        role="owner"
        variant="icon"
        iconName="remove"
        ariaLabel={texts.removeOf(nameOfIntegration(integration, texts))}
        onClick={() => {
          onAct({ kind: "remove", integration });
        }}
      />
    </SpaceBetween>
  );
}
