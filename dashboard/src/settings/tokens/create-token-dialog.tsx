import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { useChange } from "../../api/hooks.ts";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { DoneDialog } from "../../parts/done-dialog.tsx";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { ShownOnce } from "../../parts/shown-once.tsx";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { TokenFields } from "./token-fields.tsx";
import { type CreatedToken, type NewToken, tokenCreation } from "./token-readings.ts";

/** The API's limit. */
const MAX_NAME = 100;

/** Makes a personal access token, then shows it this once. */
export function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts(tokensTexts);
  const [token, setToken] = useState<NewToken>({ name: "", scope: "read", expiresInDays: 90 });
  const [isTried, setIsTried] = useState(false);
  const change = useChange<NewToken, CreatedToken>(tokenCreation);
  if (change.data) {
    return (
      <DoneDialog title={texts.doneTitle} onClose={onClose}>
        <Box variant="p">
          <ForeignText>{texts.doneLead(change.data.name ?? "")}</ForeignText>
        </Box>
        <ShownOnce what={texts.token} secret={change.data.token} />
      </DoneDialog>
    );
  }
  const name = token.name.trim();
  const isNamed = name !== "" && name.length <= MAX_NAME;
  return (
    <ChangeDialog
      title={texts.createTitle}
      submit={texts.createSubmit}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        setIsTried(true);
        if (isNamed) change.mutate({ ...token, name });
      }}
    >
      <TokenFields token={token} showsErrors={isTried && !isNamed} onChange={setToken} />
    </ChangeDialog>
  );
}
