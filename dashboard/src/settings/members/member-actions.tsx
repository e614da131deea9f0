import SpaceBetween from "@cloudscape-design/components/space-between";
import type { MemberSummary } from "../../../../core/contract/api-members.ts";
import { useMembership } from "../../app/organization.tsx";
import { isolated } from "../../parts/isolated.ts";
import { RoleButton } from "../../parts/role-button.tsx";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { isReader } from "./member-readings.ts";

/** What a reader wants to do to a member. */
export interface MemberAct {
  readonly kind: "role" | "remove";
  readonly member: MemberSummary;
}

interface MemberActionsProps {
  readonly member: MemberSummary;
  readonly onAct: (act: MemberAct) => void;
}

/** What can be done to one member. */
export function MemberActions({ member, onAct }: MemberActionsProps) {
  const texts = useTexts(membersTexts);
  const { me } = useMembership();
  const button = (kind: MemberAct["kind"], text: string) => (
    <RoleButton
      role="owner"
      variant="inline-link"
      ariaLabel={texts.actionOf(text, isolated(member.name))}
      onClick={() => {
        onAct({ kind, member });
      }}
    >
      {text}
    </RoleButton>
  );
  return (
    <SpaceBetween direction="horizontal" size="s">
      {button("role", texts.changeRole)}
      {button("remove", isReader(member, me) ? texts.leave : texts.remove)}
    </SpaceBetween>
  );
}
