import Box from "@cloudscape-design/components/box";
import { useChange } from "../../api/hooks.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { isolated } from "../../parts/isolated.ts";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { revocation, type TokenSummary } from "./token-readings.ts";

interface RevokeDialogProps {
  readonly token: TokenSummary;
  readonly onClose: () => void;
}

/** Says what revoking does, then revokes. */
export function RevokeDialog({ token, onClose }: RevokeDialogProps) {
  const texts = useTexts(tokensTexts);
  const notify = useNotify();
  const change = useChange<TokenSummary, unknown>(revocation);
  const name = isolated(token.name ?? texts.nameless);
  return (
    <ChangeDialog
      title={texts.revokeTitle(name)}
      submit={texts.revoke}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(token, {
          onSuccess() {
            notify({ type: "success", content: texts.revoked(name) });
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{texts.revokeLead}</Box>
    </ChangeDialog>
  );
}
