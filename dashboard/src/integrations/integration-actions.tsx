import SpaceBetween from "@cloudscape-design/components/space-between";
import type {
  IntegrationRequestAccepted,
  IntegrationSummary,
} from "../../../core/contract/api-integrations.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { useProblemText } from "../parts/problem-alert.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { listing, type OneIntegration } from "./integration-changes.ts";
import type { IntegrationAct } from "./registry-actions.tsx";

interface IntegrationActionsProps {
  readonly integration: IntegrationSummary;
  readonly onAct: (act: IntegrationAct) => void;
}

/** What can be done to an integration, beside the heading of its page. */
export function IntegrationActions({ integration, onAct }: IntegrationActionsProps) {
  const texts = useTexts(integrationsTexts);
  const notify = useNotify();
  const textOf = useProblemText();
  const list = useChange<OneIntegration, IntegrationRequestAccepted>(listing);
  const { connection, delivery } = integration;
  const isComplete =
    connection !== null && connection.connectedAt !== null && connection.stackDeletedAt === null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isComplete && (
        <RoleButton
          role="editor"
          loading={list.isPending}
          onClick={() => {
            list.mutate(integration, {
              onSuccess() {
                notify({ type: "success", content: texts.listingAsked });
              },
              onError(error) {
                const { title, detail } = textOf(error);
                notify({ type: "error", header: title, content: detail });
              },
            });
          }}
        >
          {texts.listAgain}
        </RoleButton>
      )}
      {isComplete && delivery === "events" && (
        <RoleButton
          role="owner"
          onClick={() => {
            onAct({ kind: "rotate", integration });
          }}
        >
          {texts.rotate}
        </RoleButton>
      )}
      <RoleButton
        role="owner"
        onClick={() => {
          onAct({ kind: "remove", integration });
        }}
      >
        {texts.remove}
      </RoleButton>
    </SpaceBetween>
  );
}
