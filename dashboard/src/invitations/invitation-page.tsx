import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { useBrand } from "../app/brand.ts";
import { PageLink } from "../parts/page-link.tsx";
import { invitationsTexts } from "../texts/invitations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { InvitationOffer } from "./invitation-offer.tsx";
import { keepInvitation, keptInvitation } from "./invitation-token.ts";

/** Where somebody accepts the invitation whose link they opened; it belongs to no organization. */
export function InvitationPage() {
  const texts = useTexts(invitationsTexts);
  const brand = useBrand();
  const token = useInvitationToken();
  return (
    <main className="scout-lonely-page">
      <title>{`${texts.title} · ${brand}`}</title>
      <Container header={<Header variant="h1">{texts.title}</Header>}>
        {token === undefined ? <NoInvitation /> : <InvitationOffer key={token} token={token} />}
      </Container>
    </main>
  );
}

/** The token that this tab has; another link that is opened in it replaces it. */
function useInvitationToken(): string | undefined {
  const [token, setToken] = useState(() => keptInvitation(sessionStorage));
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    if (hash.length < 2) return;
    keepInvitation(sessionStorage, hash.slice(1));
    setToken(hash.slice(1));
    void navigate(pathname, { replace: true });
  }, [hash, pathname, navigate]);
  return token;
}

function NoInvitation() {
  const texts = useTexts(invitationsTexts);
  return (
    <SpaceBetween size="m">
      <Box variant="p">{texts.missing}</Box>
      <PageLink to="/">{texts.toDashboard}</PageLink>
    </SpaceBetween>
  );
}
