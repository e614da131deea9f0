import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** A package URL, whole, with a button that copies it. */
export function Purl({ purl }: { readonly purl: string }) {
  const texts = useTexts(partsTexts);
  return (
    <span className="scout-row">
      <code className="scout-long">{purl}</code>
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
