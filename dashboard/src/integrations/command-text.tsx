import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface CommandTextProps {
  /** What it does. */
  readonly title: string;
  readonly command: string;
}

/** A command for a shell, with a button that copies it. */
export function CommandText({ title, command }: CommandTextProps) {
  const parts = useTexts(partsTexts);
  return (
    <div>
      <Box variant="h3">{title}</Box>
      <CopyToClipboard
        variant="icon"
        textToCopy={command}
        copyButtonAriaLabel={parts.copy(title)}
        copySuccessText={parts.copied}
        copyErrorText={parts.copyFailed}
      />
      <code className="scout-long">{command}</code>
    </div>
  );
}
