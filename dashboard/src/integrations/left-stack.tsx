import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { RemovedIntegration } from "../../../core/contract/api-integrations.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { stackNameOf } from "./registries-columns.tsx";

/** The stack that a removed integration leaves in its account, or that none is left. */
export function LeftStack({ stack }: { readonly stack: RemovedIntegration["stack"] }) {
  const texts = useTexts(integrationsTexts);
  if (stack === null) {
    return (
      <Alert type="success" header={texts.noStackLeft}>
        {texts.noStackLeftLead}
      </Alert>
    );
  }
  return (
    <Alert
      type="warning"
      header={texts.stackLeft(stackNameOf(stack.stackId))}
      action={
        <Button
          href={stack.url}
          target="_blank"
          rel="noopener noreferrer"
          iconName="external"
          iconAlign="right"
        >
          {texts.openStack}
        </Button>
      }
    >
      {texts.stackLeftLead}
    </Alert>
  );
}
