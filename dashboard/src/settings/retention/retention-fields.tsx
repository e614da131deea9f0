import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { retentionTexts } from "../../texts/retention/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { problemsOf, type RetentionInput } from "./retention-input.ts";

interface RetentionFieldsProps {
  readonly input: RetentionInput;
  /** What no limits mean: a repository follows its registry then. */
  readonly of: "registry" | "repository";
  /** After the first attempt to save, a missing limit is an error. */
  readonly showsMissing: boolean;
  readonly onChange: (input: RetentionInput) => void;
}

/** Takes how long what is known of images is kept. */
export function RetentionFields({ input, of, showsMissing, onChange }: RetentionFieldsProps) {
  const texts = useTexts(retentionTexts);
  const problems = problemsOf(input);
  const isOfRegistry = of === "registry";
  return (
    <SpaceBetween size="m">
      <FormField
        label={texts.keep}
        errorText={showsMissing && problems.missing && texts.limitNeeded}
      >
        <RadioGroup
          value={input.kind ?? null}
          items={[
            {
              value: "unlimited",
              label: isOfRegistry ? texts.keepEverything : texts.asRegistry,
              description: isOfRegistry ? texts.keepEverythingHint : texts.asRegistryHint,
            },
            { value: "limited", label: texts.keepLimited, description: texts.keepLimitedHint },
          ]}
          onChange={({ detail }) => {
            onChange({ ...input, kind: detail.value === "limited" ? "limited" : "unlimited" });
          }}
        />
      </FormField>
      {input.kind === "limited" && (
        <SpaceBetween size="m">
          <FormField
            label={texts.maxAgeLabel}
            constraintText={texts.maxAgeHint}
            errorText={problems.maxAgeDays && texts.maxAgeWrong}
          >
            <Input
              inputMode="numeric"
              value={input.maxAgeDays}
              onChange={({ detail }) => {
                onChange({ ...input, maxAgeDays: detail.value });
              }}
            />
          </FormField>
          <FormField
            label={texts.keepLatestLabel}
            constraintText={texts.keepLatestHint}
            errorText={problems.keepLatest && texts.keepLatestWrong}
          >
            <Input
              inputMode="numeric"
              value={input.keepLatest}
              onChange={({ detail }) => {
                onChange({ ...input, keepLatest: detail.value });
              }}
            />
          </FormField>
          <Alert type="warning">{texts.forgets}</Alert>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
