import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { isRegion } from "./create-draft.ts";
import { REGIONS } from "./regions.ts";

interface RegionFieldProps {
  readonly value: string;
  readonly description: string;
  readonly onChange: (region: string) => void;
}

/** A Region by its code; those that are newer than this page can be typed. */
export function RegionField({ value, description, onChange }: RegionFieldProps) {
  const texts = useTexts(integrationsTexts);
  return (
    <FormField
      label={texts.region}
      description={description}
      errorText={isRegion(value) ? "" : texts.regionWrong}
    >
      <Autosuggest
        value={value}
        placeholder="eu-west-1"
        options={REGIONS.map(([code, place]) => ({ value: code, description: place }))}
        enteredTextLabel={(text) => texts.useRegion(text)}
        empty={texts.regionUnknown}
        onChange={({ detail }) => {
          onChange(detail.value.trim());
        }}
      />
    </FormField>
  );
}
