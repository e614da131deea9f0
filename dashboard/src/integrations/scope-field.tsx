import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { wrongScopeEntries } from "./create-draft.ts";

interface ScopeFieldProps {
  readonly value: string;
  readonly onChange: (scope: string) => void;
}

/** The repositories that the role of a stack may read, one a line. */
export function ScopeField({ value, onChange }: ScopeFieldProps) {
  const texts = useTexts(integrationsTexts);
  const wrong = wrongScopeEntries(value);
  return (
    <FormField
      label={texts.scope}
      description={texts.scopeHint}
      constraintText={texts.scopeForm}
      errorText={wrong.length === 0 ? "" : texts.scopeWrong(wrong.join(", "))}
    >
      <Textarea
        value={value}
        rows={3}
        placeholder={"team/web\nteam/*"}
        spellcheck={false}
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}
