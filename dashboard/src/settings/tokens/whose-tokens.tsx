import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useSearchParams } from "react-router";
import { useReasonAgainst } from "../../parts/role-button.tsx";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** Whose tokens the address asks for; everyone's only for those who may see them. */
export function useWhoseTokens(): "me" | "everyone" {
  const [parameters] = useSearchParams();
  const reason = useReasonAgainst("owner");
  return reason === undefined && parameters.get("of") === "everyone" ? "everyone" : "me";
}

/** Changes between the reader's own tokens and everyone's. */
export function WhoseTokens() {
  const texts = useTexts(tokensTexts);
  const of = useWhoseTokens();
  const [, setParameters] = useSearchParams();
  const reason = useReasonAgainst("owner");
  const against = reason === undefined ? {} : { disabled: true, disabledReason: reason };
  return (
    <SegmentedControl
      label={texts.of}
      selectedId={of}
      options={[
        { id: "me", text: texts.mine },
        { id: "everyone", text: texts.everyone, ...against },
      ]}
      onChange={({ detail }) => {
        // Another list begins at its first page.
        setParameters(detail.selectedId === "everyone" ? { of: "everyone" } : {});
      }}
    />
  );
}
