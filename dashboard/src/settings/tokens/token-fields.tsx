import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { TOKEN_SCOPES } from "../../../../core/contract/vocabulary.ts";
import { useMembership } from "../../app/organization.tsx";
import { useNow } from "../../parts/relative-time.tsx";
import { appTexts } from "../../texts/app/texts.ts";
import { tokensTexts } from "../../texts/tokens/texts.ts";
import { useFormats, useTexts } from "../../texts/use-texts.ts";
import type { NewToken } from "./token-readings.ts";

/** The API takes 1 to 365. */
const DAYS = [7, 30, 90, 180, 365] as const;
const DAY_MILLISECONDS = 86_400_000;

interface TokenFieldsProps {
  readonly token: NewToken;
  readonly showsErrors: boolean;
  readonly onChange: (token: NewToken) => void;
}

/** What a new token is called, what it may, and how long. */
export function TokenFields({ token, showsErrors, onChange }: TokenFieldsProps) {
  const texts = useTexts(tokensTexts);
  const { roles } = useTexts(appTexts);
  const { role } = useMembership().membership;
  const formats = useFormats();
  const now = useNow();
  const expiresAt = new Date(now.getTime() + token.expiresInDays * DAY_MILLISECONDS);
  const hints = { read: texts.scopeHints.read, write: texts.scopeHints.write(roles[role]) };
  const options = DAYS.map((days) => ({ value: String(days), label: texts.days(days) }));
  return (
    <SpaceBetween size="l">
      <FormField
        label={texts.nameLabel}
        description={texts.nameHint}
        errorText={showsErrors && texts.nameNeeded}
      >
        <Input
          value={token.name}
          placeholder={texts.namePlaceholder}
          onChange={({ detail }) => {
            onChange({ ...token, name: detail.value });
          }}
        />
      </FormField>
      <FormField label={texts.scope}>
        <RadioGroup
          value={token.scope}
          items={TOKEN_SCOPES.map((value) => ({
            value,
            label: texts.scopes[value],
            description: hints[value],
          }))}
          onChange={({ detail }) => {
            onChange({ ...token, scope: detail.value === "write" ? "write" : "read" });
          }}
        />
      </FormField>
      <FormField
        label={texts.expiresIn}
        constraintText={texts.expiresOn(formats.date(expiresAt.toISOString()))}
      >
        <Select
          options={options}
          selectedOption={
            options.find(({ value }) => value === String(token.expiresInDays)) ?? null
          }
          onChange={({ detail }) => {
            onChange({ ...token, expiresInDays: Number(detail.selectedOption.value) });
          }}
        />
      </FormField>
    </SpaceBetween>
  );
}
