import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type EnrollmentDraft, wrongAccounts } from "./enrollment-draft.ts";

interface EnrollmentFieldsProps {
  readonly draft: EnrollmentDraft;
  readonly onChange: (draft: EnrollmentDraft) => void;
}

/** Name and allow-list of an enrollment. */
export function EnrollmentFields({ draft, onChange }: EnrollmentFieldsProps) {
  const texts = useTexts(enrollmentsTexts);
  const wrong = wrongAccounts(draft);
  return (
    <SpaceBetween size="m">
      <FormField label={texts.name} description={texts.nameHint}>
        <Input
          value={draft.name}
          onChange={({ detail }) => {
            onChange({ ...draft, name: detail.value });
          }}
        />
      </FormField>
      <FormField label={texts.allowed}>
        <RadioGroup
          value={draft.takesAll ? "all" : "listed"}
          items={[
            { value: "listed", label: texts.allowListed, description: texts.allowListedHint },
            { value: "all", label: texts.allowAll, description: texts.allowAllHint },
          ]}
          onChange={({ detail }) => {
            onChange({ ...draft, takesAll: detail.value === "all" });
          }}
        />
      </FormField>
      {!draft.takesAll && (
        <FormField
          label={texts.accounts}
          description={texts.accountsHint}
          errorText={wrong.length === 0 ? "" : texts.accountsWrong(wrong.join(", "))}
        >
          <Textarea
            value={draft.accounts}
            rows={4}
            placeholder={"111111111111\n222222222222"}
            spellcheck={false}
            onChange={({ detail }) => {
              onChange({ ...draft, accounts: detail.value });
            }}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
