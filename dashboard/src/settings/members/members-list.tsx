import { useMemo } from "react";
import type { MemberSummary } from "../../../../core/contract/api-members.ts";
import { useMembership } from "../../app/organization.tsx";
import type { ListDefinition } from "../../list/list-definition.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { RelativeTime } from "../../parts/relative-time.tsx";
import { appTexts } from "../../texts/app/texts.ts";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { type MemberAct, MemberActions } from "./member-actions.tsx";
import { isReader, membersReading } from "./member-readings.ts";

/** The list of members; `onAct` is called with what a reader wants to do to one. */
export function useMembersList(onAct: (act: MemberAct) => void): ListDefinition<MemberSummary> {
  const texts = useTexts(membersTexts);
  const { roles } = useTexts(appTexts);
  const { me } = useMembership();
  return useMemo(
    () => ({
      name: "members",
      title: texts.members,
      reading: membersReading,
      columns: [
        {
          id: "name",
          label: texts.name,
          cell: (member) => (
            <>
              <ForeignText>{member.name}</ForeignText>{" "}
              {isReader(member, me) && <Muted>{`(${texts.you})`}</Muted>}
            </>
          ),
          value: ({ name }) => name,
          isRowHeader: true,
          width: 240,
        },
        {
          id: "role",
          label: texts.role,
          cell: ({ role }) => roles[role],
          value: ({ role }) => role,
          width: 120,
        },
        {
          id: "issuer",
          label: texts.issuer,
          cell: ({ issuer }) => <ForeignText>{issuer}</ForeignText>,
          value: ({ issuer }) => issuer,
          width: 240,
        },
        {
          id: "subject",
          label: texts.subject,
          cell: ({ subject }) => <ForeignText>{subject}</ForeignText>,
          value: ({ subject }) => subject,
          isHidden: true,
          width: 260,
        },
        {
          id: "createdAt",
          label: texts.since,
          cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
          value: ({ createdAt }) => createdAt,
          width: 160,
        },
        {
          id: "actions",
          label: texts.actions,
          cell: (member) => <MemberActions member={member} onAct={onAct} />,
          width: 220,
        },
      ],
      filters: [],
      idOf: ({ memberId }) => memberId,
      nameOf: ({ name }) => name,
      empty: texts.empty,
    }),
    [texts, roles, me, onAct],
  );
}
