import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type Activation, ACTIVATIONS } from "../../../core/contract/vocabulary.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** As the API takes it. */
const MAX_LATEST = 100;

/** Which repositories are analysed, and how many images of each to begin with, as it was typed. */
export interface ActivationChoice {
  readonly activation: Activation;
  readonly latest: string;
}

/** Whether a choice can be asked for. */
export function isActivationReady({ latest }: ActivationChoice): boolean {
  if (latest === "") return true;
  const count = Number(latest);
  return Number.isInteger(count) && count >= 1 && count <= MAX_LATEST;
}

interface ActivationFieldsProps {
  readonly value: ActivationChoice;
  /** Whether the number of images can be given: for chosen repositories only when connecting. */
  readonly takesLatest: boolean;
  readonly onChange: (value: ActivationChoice) => void;
}

/** The fields of a choice. */
export function ActivationFields({ value, takesLatest, onChange }: ActivationFieldsProps) {
  const texts = useTexts(integrationsTexts);
  return (
    <SpaceBetween size="m">
      <FormField label={texts.activation}>
        <RadioGroup
          value={value.activation}
          items={ACTIVATIONS.toReversed().map((activation) => ({
            value: activation,
            label: texts.activations[activation],
            description: texts.activationHints[activation],
          }))}
          onChange={({ detail }) => {
            const activation = ACTIVATIONS.find((one) => one === detail.value);
            if (activation !== undefined) onChange({ ...value, activation });
          }}
        />
      </FormField>
      {takesLatest && (
        <FormField
          label={texts.latest}
          description={texts.latestHint}
          errorText={isActivationReady(value) ? "" : texts.latestWrong(MAX_LATEST)}
        >
          <Input
            value={value.latest}
            inputMode="numeric"
            placeholder="1"
            onChange={({ detail }) => {
              onChange({ ...value, latest: detail.value });
            }}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
