import Box from "@cloudscape-design/components/box";
import type { MemberSummary } from "../../../../core/contract/api-members.ts";
import { useChange } from "../../api/hooks.ts";
import { useNotify } from "../../app/notifications.tsx";
import { useMembership } from "../../app/organization.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { isolated } from "../../parts/isolated.ts";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { isReader, removal } from "./member-readings.ts";

interface RemoveMemberDialogProps {
  readonly member: MemberSummary;
  readonly onClose: () => void;
}

/** Says what a removal takes away, then removes. */
export function RemoveMemberDialog({ member, onClose }: RemoveMemberDialogProps) {
  const texts = useTexts(membersTexts);
  const { me } = useMembership();
  const notify = useNotify();
  const change = useChange<MemberSummary, unknown>(removal);
  const isOwn = isReader(member, me);
  return (
    <ChangeDialog
      title={isOwn ? texts.leaveTitle : texts.removeTitle(isolated(member.name))}
      submit={isOwn ? texts.leave : texts.remove}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(member, {
          onSuccess() {
            notify({ type: "success", content: texts.removed(isolated(member.name)) });
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{isOwn ? texts.leaveLead : texts.removeLead}</Box>
      {!isOwn && <Box variant="p">{texts.removeBack}</Box>}
    </ChangeDialog>
  );
}
