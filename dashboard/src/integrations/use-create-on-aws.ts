import { createElement } from "react";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import { useChange } from "../api/hooks.ts";
import type { ApiError } from "../api/api-error.ts";
import { useNotify } from "../app/notifications.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { creation, type NewIntegration } from "./integration-changes.ts";
import { WhileItWaits } from "./while-it-waits.tsx";
import { WizardButton } from "./wizard-button.tsx";

/** Creates integrations and opens CloudFormation's wizard for each. */
export interface CreateOnAws {
  /** To be called in the click itself: browsers open no tab later. */
  readonly create: (wanted: NewIntegration, onCreated?: () => void) => void;
  readonly isPending: boolean;
  readonly error: ApiError | null;
}

/** "Create on AWS": an integration, then the wizard of its stack in a tab of its own. */
export function useCreateOnAws(): CreateOnAws {
  const texts = useTexts(integrationsTexts);
  const notify = useNotify();
  const change = useChange<NewIntegration, IntegrationSummary>(creation);
  return {
    isPending: change.isPending,
    error: change.error,
    create(wanted, onCreated) {
      const tab = openEmptyTab();
      change.mutate(wanted, {
        onSuccess({ integrationId, launch }) {
          const url = launch?.url ?? null;
          if (url === null) tab?.close();
          else tab?.location.replace(url);
          const id = `created ${integrationId}`;
          const content = url === null ? texts.createdWithoutTemplate : texts.createdLead;
          notify({
            id,
            type: "info",
            header: texts.createdTitle,
            content: createElement(WhileItWaits, {
              integrationId,
              notification: id,
              children: content,
            }),
            ...(url !== null && { action: createElement(WizardButton, { url }) }),
          });
          onCreated?.();
        },
        onError() {
          tab?.close();
        },
      });
    },
  };
}

/** A tab that knows nothing of where it came from; null where the browser opens none. */
function openEmptyTab(): Window | null {
  const tab = window.open("", "_blank");
  if (tab !== null) tab.opener = null;
  return tab;
}
