import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";
import type { InvitationSummary } from "../../../../core/contract/api-members.ts";
import { useMay } from "../../app/organization.tsx";
import { List } from "../../list/list.tsx";
import { membersTexts } from "../../texts/members/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { useInvitationsList } from "./invitations-list.tsx";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** The open invitations, for those who may see them. */
export function InvitationsSection() {
  const texts = useTexts(membersTexts);
  if (useMay("owner")) return <Invitations />;
  return (
    <Container header={<Header variant="h2">{texts.invitations}</Header>}>
      <Box variant="p">{texts.ownersOnly}</Box>
    </Container>
  );
}

function Invitations() {
  const [withdrawn, setWithdrawn] = useState<InvitationSummary>();
  const definition = useInvitationsList(setWithdrawn);
  return (
    <>
      <List definition={definition} />
      {withdrawn && (
        <WithdrawDialog
          invitation={withdrawn}
          onClose={() => {
            setWithdrawn(undefined);
          }}
        />
      )}
    </>
  );
}
