import Box from "@cloudscape-design/components/box";
import type { InvitationSummary } from "../../../../core/contract/api-members.ts";
import { useChange } from "../../api/hooks.ts";
import { useNotify } from "../../app/notifications.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { withdrawal } from "./member-readings.ts";

interface WithdrawDialogProps {
  readonly invitation: InvitationSummary;
  readonly onClose: () => void;
}

/** Takes an open invitation back. */
export function WithdrawDialog({ invitation, onClose }: WithdrawDialogProps) {
  const texts = useTexts(membersTexts);
  const notify = useNotify();
  const change = useChange<InvitationSummary, unknown>(withdrawal);
  return (
    <ChangeDialog
      title={texts.withdrawTitle}
      submit={texts.withdraw}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(invitation, {
          onSuccess() {
            notify({ type: "success", content: texts.withdrawn });
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{texts.withdrawLead}</Box>
    </ChangeDialog>
  );
}
