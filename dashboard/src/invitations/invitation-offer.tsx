import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect } from "react";
import { meReading } from "../api/account.ts";
import { useApi, useChange } from "../api/hooks.ts";
import { path } from "../api/reading.ts";
import { PageLink } from "../parts/page-link.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { invitationsTexts } from "../texts/invitations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Accepted } from "./accepted.tsx";
import { AcceptForm } from "./accept-form.tsx";
import {
  acceptance,
  type Acceptance,
  type AcceptedInvitation,
  invitationReading,
} from "./invitation-readings.ts";
import { forgetInvitation } from "./invitation-token.ts";

/** What an invitation leads to, and the way in. */
export function InvitationOffer({ token }: { readonly token: string }) {
  const texts = useTexts(invitationsTexts);
  const me = useApi(meReading, { poll: false });
  const change = useChange<Acceptance, AcceptedInvitation>(acceptance);
  const offer = useApi(invitationReading(token), { poll: false, enabled: !change.isSuccess });
  const isGone = offer.error?.status === 404;
  const isOver = isGone || change.isSuccess || change.error?.code === "already-member";
  useEffect(() => {
    if (isOver) forgetInvitation(sessionStorage);
  }, [isOver]);
  if (change.data) return <Accepted membership={change.data} />;
  if (isGone) {
    return (
      <SpaceBetween size="m">
        <Alert type="error" header={texts.goneTitle}>
          {texts.gone}
        </Alert>
        <PageLink to="/">{texts.toDashboard}</PageLink>
      </SpaceBetween>
    );
  }
  if (offer.data === undefined || me.data === undefined) {
    return (
      <ProblemAlert
        error={offer.error ?? me.error}
        onRetry={() => Promise.all([offer.refetch(), me.refetch()])}
      />
    );
  }
  const { organizationId, organizationName } = offer.data;
  const mine = me.data.organizations.find((one) => one.organizationId === organizationId);
  if (mine !== undefined) {
    return (
      <SpaceBetween size="m">
        <div>{texts.alreadyMember(organizationName)}</div>
        <PageLink to={path`/o/${organizationId}`}>
          {texts.toOrganization(organizationName)}
        </PageLink>
      </SpaceBetween>
    );
  }
  return (
    <AcceptForm
      offer={offer.data}
      me={me.data}
      change={change}
      onAccept={(name) => {
        change.mutate({ token, name });
      }}
    />
  );
}
