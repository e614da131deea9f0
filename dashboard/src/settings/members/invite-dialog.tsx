import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import type { Role } from "../../../../core/contract/vocabulary.ts";
import { useChange } from "../../api/hooks.ts";
import { invitationLink } from "../../invitations/invitation-token.ts";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { DoneDialog } from "../../parts/done-dialog.tsx";
import { ShownOnce } from "../../parts/shown-once.tsx";
import { appTexts } from "../../texts/app/texts.ts";
import { membersTexts } from "../../texts/members/texts.ts";
import { useFormats, useTexts } from "../../texts/use-texts.ts";
import {
  type CreatedInvitation,
  invitationCreation,
  type NewInvitation,
} from "./member-readings.ts";
import { RoleChoice } from "./role-choice.tsx";

/** The API's limit. */
const MAX_NOTE = 200;

/** Makes an invitation, then shows its link this once. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts(membersTexts);
  const [role, setRole] = useState<Role>("member");
  const [note, setNote] = useState("");
  const change = useChange<NewInvitation, CreatedInvitation>(invitationCreation);
  if (change.data) return <InvitationLink invitation={change.data} onClose={onClose} />;
  return (
    <ChangeDialog
      title={texts.inviteTitle}
      submit={texts.inviteSubmit}
      change={change}
      isReady={note.trim().length <= MAX_NOTE}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate({ role, note: note.trim() === "" ? undefined : note.trim() });
      }}
    >
      <Box variant="p">{texts.inviteLead}</Box>
      <RoleChoice role={role} onChange={setRole} />
      <FormField label={texts.noteLabel} description={texts.noteHint}>
        <Input
          value={note}
          placeholder={texts.notePlaceholder}
          onChange={({ detail }) => {
            setNote(detail.value);
          }}
        />
      </FormField>
    </ChangeDialog>
  );
}

interface InvitationLinkProps {
  readonly invitation: CreatedInvitation;
  readonly onClose: () => void;
}

function InvitationLink({ invitation, onClose }: InvitationLinkProps) {
  const texts = useTexts(membersTexts);
  const { roles } = useTexts(appTexts);
  const formats = useFormats();
  const { role, expiresAt, token } = invitation;
  return (
    <DoneDialog title={texts.inviteDoneTitle} onClose={onClose}>
      <Box variant="p">{texts.inviteDoneLead(roles[role], formats.dateTime(expiresAt))}</Box>
      <ShownOnce what={texts.link} secret={invitationLink(location.origin, token)} />
    </DoneDialog>
  );
}
