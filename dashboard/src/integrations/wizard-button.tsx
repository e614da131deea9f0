import Button from "@cloudscape-design/components/button";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Opens CloudFormation's wizard with every field filled in, in a tab of its own. */
export function WizardButton({ url }: { readonly url: string }) {
  const texts = useTexts(integrationsTexts);
  return (
    <Button
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      iconName="external"
      iconAlign="right"
    >
      {texts.openWizard}
    </Button>
  );
}
