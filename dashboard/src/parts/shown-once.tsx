import Alert from "@cloudscape-design/components/alert";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { dialogsTexts } from "../texts/dialogs/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface ShownOnceProps {
  /** What it is, as it stands in a sentence: "token". */
  readonly what: string;
  readonly secret: string;
}

/** A secret that no answer has but this one, with a button that copies it. */
export function ShownOnce({ what, secret }: ShownOnceProps) {
  const texts = useTexts(dialogsTexts);
  const parts = useTexts(partsTexts);
  return (
    <SpaceBetween size="m">
      <Alert type="warning">{texts.shownOnce}</Alert>
      <SpaceBetween size="xs">
        <code className="scout-long">{secret}</code>
        <CopyToClipboard
          textToCopy={secret}
          copyButtonText={parts.copy(what)}
          copyButtonAriaLabel={parts.copy(what)}
          copySuccessText={parts.copied}
          copyErrorText={parts.copyFailed}
        />
      </SpaceBetween>
    </SpaceBetween>
  );
}
