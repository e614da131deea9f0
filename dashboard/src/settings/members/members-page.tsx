import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { Page } from "../../app/page.tsx";
import { List } from "../../list/list.tsx";
import { RoleButton } from "../../parts/role-button.tsx";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { InvitationsSection } from "./invitations-section.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import type { MemberAct } from "./member-actions.tsx";
import { useMembersList } from "./members-list.tsx";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";

/** Who is in the organization, with which role, and who is invited. */
export function MembersPage() {
  const texts = useTexts(membersTexts);
  const [act, setAct] = useState<MemberAct>();
  const [isInviting, setIsInviting] = useState(false);
  const definition = useMembersList(setAct);
  const close = () => {
    setAct(undefined);
  };
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <RoleButton
          role="owner"
          variant="primary"
          onClick={() => {
            setIsInviting(true);
          }}
        >
          {texts.invite}
        </RoleButton>
      }
    >
      <SpaceBetween size="l">
        <List definition={definition} />
        <InvitationsSection />
      </SpaceBetween>
      {act?.kind === "role" && <ChangeRoleDialog member={act.member} onClose={close} />}
      {act?.kind === "remove" && <RemoveMemberDialog member={act.member} onClose={close} />}
      {isInviting && (
        <InviteDialog
          onClose={() => {
            setIsInviting(false);
          }}
        />
      )}
    </Page>
  );
}
