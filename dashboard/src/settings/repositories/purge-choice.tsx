import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

interface PurgeChoiceProps {
  readonly purges: boolean;
  readonly onChange: (purges: boolean) => void;
}

/** Whether what was analysed is kept or purged. */
export function PurgeChoice({ purges, onChange }: PurgeChoiceProps) {
  const texts = useTexts(repositoriesTexts);
  return (
    <FormField label={texts.known}>
      <RadioGroup
        value={purges ? "purge" : "keep"}
        items={[
          { value: "keep", label: texts.keep, description: texts.keepHint },
          { value: "purge", label: texts.forget, description: texts.forgetHint },
        ]}
        onChange={({ detail }) => {
          onChange(detail.value === "purge");
        }}
      />
    </FormField>
  );
}
