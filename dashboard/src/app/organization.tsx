import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { Navigate, useParams } from "react-router";
import { OrganizationContext, useApi } from "../api/hooks.ts";
import { type Me, type Membership, meReading } from "../api/account.ts";
import type { Role } from "../../../core/contract/vocabulary.ts";
import { PageLink } from "../parts/page-link.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { sessionTexts } from "../texts/session/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { FIRST_PAGE } from "./page-paths.ts";
import { readStored, writeStored } from "./stored.ts";

const LAST = "ecr-scout.organization";
const MembershipContext = createContext<{ me: Me; membership: Membership } | undefined>(undefined);
/** Owners may what editors may, and these what members may. */
const RANKS: Readonly<Record<Role, number>> = { owner: 2, editor: 1, member: 0 };

/** Who is signed in, and their membership in the organization that is shown. */
export function useMembership(): { readonly me: Me; readonly membership: Membership } {
  const value = useContext(MembershipContext);
  if (value === undefined) throw new Error("There is no OrganizationGate above.");
  return value;
}

/** Whether the reader's role in the organization that is shown is at least this one. */
export function useMay(role: Role): boolean {
  return RANKS[useMembership().membership.role] >= RANKS[role];
}

/** Leads from `/` to the organization shown last, to the only one, or lets the reader choose. */
export function OrganizationEntry() {
  const me = useApi(meReading, { poll: false });
  if (me.data === undefined) return <ProblemAlert error={me.error} onRetry={me.refetch} />;
  const { organizations } = me.data;
  const last = organizations.find(({ organizationId }) => organizationId === readStored(LAST));
  const only = organizations.length === 1 ? organizations[0] : undefined;
  const target = last ?? only;
  if (target === undefined) return <OrganizationChoice organizations={organizations} />;
  return <Navigate replace to={`/o/${encodeURIComponent(target.organizationId)}/${FIRST_PAGE}`} />;
}

/** Shows pages to members of the organization that the address names. */
export function OrganizationGate({ children }: { readonly children: ReactNode }) {
  const { organization = "" } = useParams();
  const me = useApi(meReading, { poll: false });
  const membership = me.data?.organizations.find((one) => one.organizationId === organization);
  useEffect(() => {
    if (membership) writeStored(LAST, membership.organizationId);
  }, [membership]);
  if (me.data === undefined) return <ProblemAlert error={me.error} onRetry={me.refetch} />;
  if (membership === undefined) {
    return <OrganizationChoice organizations={me.data.organizations} unknown={organization} />;
  }
  return (
    <OrganizationContext value={organization}>
      <MembershipContext value={{ me: me.data, membership }}>{children}</MembershipContext>
    </OrganizationContext>
  );
}

interface OrganizationChoiceProps {
  readonly organizations: readonly Membership[];
  /** The one that the address named, of which the reader is no member. */
  readonly unknown?: string;
}

function OrganizationChoice({ organizations, unknown }: OrganizationChoiceProps) {
  const texts = useTexts(sessionTexts);
  return (
    <main className="scout-lonely-page">
      <Container header={<Header variant="h1">{titleOf(organizations, unknown, texts)}</Header>}>
        <SpaceBetween size="m">
          {unknown !== undefined && <Box variant="p">{texts.unknownOrganizationLead(unknown)}</Box>}
          {organizations.length === 0 && <Box variant="p">{texts.noOrganizationLead}</Box>}
          {organizations.map(({ organizationId, name }) => (
            <PageLink key={organizationId} to={`/o/${encodeURIComponent(organizationId)}`}>
              {name}
            </PageLink>
          ))}
        </SpaceBetween>
      </Container>
    </main>
  );
}

function titleOf(
  organizations: readonly Membership[],
  unknown: string | undefined,
  texts: (typeof sessionTexts)["en"],
): string {
  if (unknown !== undefined) return texts.unknownOrganizationTitle;
  return organizations.length === 0 ? texts.noOrganizationTitle : texts.chooseOrganization;
}
