import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import type { Role } from "../../../core/contract/vocabulary.ts";
import { useMay, useMembership } from "../app/organization.tsx";
import { appTexts } from "../texts/app/texts.ts";
import { dialogsTexts } from "../texts/dialogs/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Why the reader may not do what takes a role; undefined: they may. */
export function useReasonAgainst(role: Role): string | undefined {
  const { roles } = useTexts(appTexts);
  const texts = useTexts(dialogsTexts);
  const { membership } = useMembership();
  return useMay(role) ? undefined : texts.needsRole(roles[role], roles[membership.role]);
}

interface RoleButtonProps extends ButtonProps {
  /** What it takes to press it. */
  readonly role: Role;
}

/** A button that is there for everybody; who may not press it is told why. */
export function RoleButton({ role, ...button }: RoleButtonProps) {
  const reason = useReasonAgainst(role);
  if (reason === undefined) return <Button {...button} />;
  return <Button {...button} disabled disabledReason={reason} />;
}
