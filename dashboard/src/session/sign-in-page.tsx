import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { keptInvitation } from "../invitations/invitation-token.ts";
import { sessionTexts } from "../texts/session/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { SignInError } from "./oidc.ts";
import { useSession, useSessionState } from "./session-context.ts";
import type { LocalMember } from "./sign-in-settings.ts";

/** Asks who the reader is, in the way of this installation. */
export function SignInPage({ brand }: { readonly brand: string }) {
  const texts = useTexts(sessionTexts);
  return (
    <main className="scout-lonely-page">
      <title>{`${texts.title} · ${brand}`}</title>
      <Container header={<Header variant="h1">{brand}</Header>}>
        <SpaceBetween size="l">
          <Box variant="p">{texts.lead(brand)}</Box>
          {keptInvitation(sessionStorage) !== undefined && (
            <Alert type="info" header={texts.invitedTitle}>
              {texts.invitedLead}
            </Alert>
          )}
          <SignInChoice />
        </SpaceBetween>
      </Container>
    </main>
  );
}

/** The ways in: the members of local mode, or the identity provider. */
export function SignInChoice() {
  const texts = useTexts(sessionTexts);
  const session = useSession();
  const { settings, error } = useSessionState();
  if (settings?.kind === "members") return <Members members={settings.members} />;
  return (
    <SpaceBetween size="m">
      {error && <Alert type="error">{explain(error, texts)}</Alert>}
      <Box variant="p">{texts.providerLead}</Box>
      <Button variant="primary" onClick={() => void session.signIn()}>
        {texts.signIn}
      </Button>
    </SpaceBetween>
  );
}

function Members({ members }: { readonly members: readonly LocalMember[] }) {
  const texts = useTexts(sessionTexts);
  const session = useSession();
  const roles: Readonly<Record<string, string | undefined>> = texts.roles;
  return (
    <SpaceBetween size="m">
      <Box variant="p">{texts.localLead}</Box>
      {members.map((member, index) => (
        <SpaceBetween key={member.name} size="xxs">
          <Button
            variant={index === 0 ? "primary" : "normal"}
            fullWidth
            onClick={() => {
              session.chooseMember(member);
            }}
          >
            {texts.continueAs(member.name)}
          </Button>
          <Box variant="small">{roles[member.role] ?? texts.otherRole}</Box>
        </SpaceBetween>
      ))}
    </SpaceBetween>
  );
}

function explain(error: SignInError, texts: (typeof sessionTexts)["en"]): string {
  if (error.reason === "refused") return texts.failed.refused(error.message);
  return texts.failed[error.reason];
}
