import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ForeignText } from "./foreign-text.tsx";

/** A package URL, with a button that copies it whole. */
export function Purl({ purl }: { readonly purl: string }) {
  const texts = useTexts(partsTexts);
  return (
    <span className="scout-row">
      <code className="scout-long">
        <ForeignText>{purl}</ForeignText>
      </code>
      <CopyToClipboard
        variant="icon"
        textToCopy={purl}
        copyButtonAriaLabel={texts.copy(texts.packageUrl)}
        copySuccessText={texts.copied}
        copyErrorText={texts.copyFailed}
      />
    </span>
  );
}
