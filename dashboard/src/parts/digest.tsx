import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Characters of a digest that tell images apart, as the field's tools show it. */
const SHOWN = 12;

/** `sha256:0123456789ab` is shown, the whole is copied. */
export function Digest({ digest }: { readonly digest: string }) {
  const texts = useTexts(partsTexts);
  const short = digest.replace(/^sha256:/, "").slice(0, SHOWN);
  return (
    <span className="scout-row">
      <code title={digest}>{short}</code>
      <CopyToClipboard
        variant="icon"
        textToCopy={digest}
        copyButtonAriaLabel={texts.copy(texts.digest)}
        copySuccessText={texts.copied}
        copyErrorText={texts.copyFailed}
      />
    </span>
  );
}
