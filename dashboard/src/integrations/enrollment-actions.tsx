import SpaceBetween from "@cloudscape-design/components/space-between";
import { RoleButton } from "../parts/role-button.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** What a reader wants to do to an enrollment, in a dialog. */
export type EnrollmentAct = "change" | "renew" | "close";

interface EnrollmentActionsProps {
  readonly onAct: (act: EnrollmentAct) => void;
}

/** What can be done to an enrollment that takes stacks. */
export function EnrollmentActions({ onAct }: EnrollmentActionsProps) {
  const texts = useTexts(enrollmentsTexts);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <RoleButton
        role="owner"
        onClick={() => {
          onAct("change");
        }}
      >
        {texts.change}
      </RoleButton>
      <RoleButton
        role="owner"
        onClick={() => {
          onAct("renew");
        }}
      >
        {texts.renew.submit}
      </RoleButton>
      <RoleButton
        role="owner"
        onClick={() => {
          onAct("close");
        }}
      >
        {texts.close.submit}
      </RoleButton>
    </SpaceBetween>
  );
}
