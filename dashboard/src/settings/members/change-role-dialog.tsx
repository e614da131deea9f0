import Alert from "@cloudscape-design/components/alert";
import { useState } from "react";
import type { MemberSummary } from "../../../../core/contract/api-members.ts";
import { useChange } from "../../api/hooks.ts";
import { useNotify } from "../../app/notifications.tsx";
import { useMembership } from "../../app/organization.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { isolated } from "../../parts/isolated.ts";
import { appTexts } from "../../texts/app/texts.ts";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { isReader, roleChange } from "./member-readings.ts";
import { RoleChoice } from "./role-choice.tsx";

interface ChangeRoleDialogProps {
  readonly member: MemberSummary;
  readonly onClose: () => void;
}

/** Gives a member another role. */
export function ChangeRoleDialog({ member, onClose }: ChangeRoleDialogProps) {
  const texts = useTexts(membersTexts);
  const { roles } = useTexts(appTexts);
  const { me } = useMembership();
  const notify = useNotify();
  const [role, setRole] = useState(member.role);
  const change = useChange<{ memberId: string; role: typeof role }, MemberSummary>(roleChange);
  return (
    <ChangeDialog
      title={texts.changeRoleTitle(isolated(member.name))}
      submit={texts.changeRole}
      change={change}
      isReady={role !== member.role}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(
          { memberId: member.memberId, role },
          {
            onSuccess(changed) {
              notify({
                type: "success",
                content: texts.roleChanged(isolated(changed.name), roles[changed.role]),
              });
              onClose();
            },
          },
        );
      }}
    >
      <RoleChoice role={role} onChange={setRole} />
      {isReader(member, me) && role !== member.role && (
        <Alert type="warning">{texts.ownRole}</Alert>
      )}
    </ChangeDialog>
  );
}
