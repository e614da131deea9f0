import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** As the API takes it. */
const MAX_LATEST = 100;

/** The number that was typed: undefined: none, which is one image; null: it is no such number. */
export function latestOf(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const count = Number(trimmed);
  return /^\d{1,3}$/.test(trimmed) && count >= 1 && count <= MAX_LATEST ? count : null;
}

interface LatestFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Takes how many of the latest images are analysed when a repository is activated. */
export function LatestField({ value, onChange }: LatestFieldProps) {
  const texts = useTexts(repositoriesTexts);
  return (
    <FormField
      label={texts.latest}
      constraintText={texts.latestHint}
      errorText={latestOf(value) === null && texts.latestWrong}
    >
      <Input
        value={value}
        inputMode="numeric"
        placeholder="1"
        onChange={({ detail }) => {
          onChange(detail.value);
        }}
      />
    </FormField>
  );
}
