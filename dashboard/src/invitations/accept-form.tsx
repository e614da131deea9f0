import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Me } from "../api/account.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { appTexts } from "../texts/app/texts.ts";
import { invitationsTexts } from "../texts/invitations/texts.ts";
import { sessionTexts } from "../texts/session/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import type { OfferedInvitation } from "./invitation-readings.ts";
import { forgetInvitation } from "./invitation-token.ts";

interface AcceptFormProps {
  readonly offer: OfferedInvitation;
  readonly me: Me;
  readonly change: { readonly isPending: boolean; readonly error: unknown };
  /** Undefined: the identity provider's name for the reader. */
  readonly onAccept: (name: string | undefined) => void;
}

/** Says what is offered to whom, and takes the reader's answer. */
export function AcceptForm({ offer, me, change, onAccept }: AcceptFormProps) {
  const texts = useTexts(invitationsTexts);
  const { roles } = useTexts(appTexts);
  const { roles: descriptions } = useTexts(sessionTexts);
  const formats = useFormats();
  const navigate = useNavigate();
  const [name, setName] = useState(me.name ?? "");
  const wanted = name.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) onAccept(wanted === "" || wanted === me.name ? undefined : wanted);
      }}
    >
      <SpaceBetween size="l">
        <Box variant="p">
          {texts.leadBefore}
          <Box variant="strong" display="inline">
            <ForeignText>{offer.organizationName}</ForeignText>
          </Box>
          {texts.leadAfter(roles[offer.role])}
        </Box>
        <Box variant="p">{descriptions[offer.role]}</Box>
        <FormField label={texts.name} description={texts.nameHint(me.name ?? me.subject)}>
          <Input
            value={name}
            onChange={({ detail }) => {
              setName(detail.value);
            }}
          />
        </FormField>
        {Boolean(change.error) && (
          <div role="alert">
            <ProblemAlert error={change.error} />
          </div>
        )}
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" formAction="submit" loading={change.isPending}>
            {texts.accept}
          </Button>
          <Button
            variant="link"
            formAction="none"
            onClick={() => {
              forgetInvitation(sessionStorage);
              void navigate("/");
            }}
          >
            {texts.notNow}
          </Button>
        </SpaceBetween>
        <Box variant="small">{texts.until(formats.dateTime(offer.expiresAt))}</Box>
      </SpaceBetween>
    </form>
  );
}
