import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Navigate } from "react-router";
import { path } from "../api/reading.ts";
import { ShownOnce } from "../parts/shown-once.tsx";
import { invitationsTexts } from "../texts/invitations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { AcceptedInvitation } from "./invitation-readings.ts";

/** Leads into the organization; who came by a personal access token gets the one for it first. */
export function Accepted({ membership }: { readonly membership: AcceptedInvitation }) {
  const texts = useTexts(invitationsTexts);
  const { organizationId, token } = membership;
  if (token === null) return <Navigate replace to={path`/o/${organizationId}`} />;
  return (
    <SpaceBetween size="m">
      <Box variant="p">{texts.acceptedWithToken}</Box>
      <ShownOnce what={texts.token} secret={token} />
    </SpaceBetween>
  );
}
