import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMemo } from "react";
import type { InvitationSummary } from "../../../../core/contract/api-members.ts";
import type { ListDefinition } from "../../list/list-definition.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { RelativeTime } from "../../parts/relative-time.tsx";
import { appTexts } from "../../texts/app/texts.ts";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { invitationsReading } from "./member-readings.ts";

/** The list of open invitations; `onWithdraw` is called with the one that a reader takes back. */
export function useInvitationsList(
  onWithdraw: (invitation: InvitationSummary) => void,
): ListDefinition<InvitationSummary> {
  const texts = useTexts(membersTexts);
  const { roles } = useTexts(appTexts);
  return useMemo(
    () => ({
      name: "invitations",
      isNested: true,
      title: texts.invitations,
      reading: invitationsReading,
      columns: [
        {
          id: "note",
          label: texts.note,
          cell: ({ note }) =>
            note === null ? <Muted>{texts.noNote}</Muted> : <ForeignText>{note}</ForeignText>,
          value: ({ note }) => note,
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
          id: "createdAt",
          label: texts.created,
          cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
          value: ({ createdAt }) => createdAt,
          width: 160,
        },
        {
          id: "expiresAt",
          label: texts.expires,
          cell: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
          value: ({ expiresAt }) => expiresAt,
          width: 160,
        },
        {
          id: "actions",
          label: texts.actions,
          cell: (invitation) => (
            <Button
              variant="inline-link"
              ariaLabel={texts.withdrawOf(invitation.note ?? roles[invitation.role])}
              onClick={() => {
                onWithdraw(invitation);
              }}
            >
              {texts.withdraw}
            </Button>
          ),
          width: 110,
        },
      ],
      filters: [],
      idOf: ({ invitationId }) => invitationId,
      nameOf: ({ note, role }) => note ?? roles[role],
      empty: (
        <Box textAlign="center" padding="l">
          <SpaceBetween size="s">
            <Box variant="strong">{texts.invitationsEmptyTitle}</Box>
            <Box variant="p">{texts.invitationsEmptyLead}</Box>
          </SpaceBetween>
        </Box>
      ),
    }),
    [texts, roles, onWithdraw],
  );
}
