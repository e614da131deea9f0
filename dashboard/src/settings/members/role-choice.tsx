import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { type Role, ROLES } from "../../../../core/contract/vocabulary.ts";
import { appTexts } from "../../texts/app/texts.ts";
import { membersTexts } from "../../texts/members/texts.ts";
import { sessionTexts } from "../../texts/session/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

interface RoleChoiceProps {
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}

/** The roles, each with what it may. */
export function RoleChoice({ role, onChange }: RoleChoiceProps) {
  const texts = useTexts(membersTexts);
  const { roles } = useTexts(appTexts);
  const { roles: descriptions } = useTexts(sessionTexts);
  return (
    <FormField label={texts.role}>
      <RadioGroup
        value={role}
        items={ROLES.map((value) => ({
          value,
          label: roles[value],
          description: descriptions[value],
        }))}
        onChange={({ detail }) => {
          const chosen = ROLES.find((one) => one === detail.value);
          if (chosen) onChange(chosen);
        }}
      />
    </FormField>
  );
}
