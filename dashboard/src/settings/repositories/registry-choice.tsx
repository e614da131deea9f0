import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useApi } from "../../api/hooks.ts";
import { integrationsReading } from "../../integrations/integration-readings.ts";
import { nameOfIntegration } from "../../integrations/registry-name.tsx";
import { integrationsTexts } from "../../texts/integrations/texts.ts";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** Stands for every registry in the component, which takes no value for none. */
const EVERY = "*";

interface RegistryChoiceProps {
  /** Host; undefined: every registry. */
  readonly registry: string | undefined;
  readonly onChange: (registry: string | undefined) => void;
}

/** Takes one of the organization's registries, or every one. */
export function RegistryChoice({ registry, onChange }: RegistryChoiceProps) {
  const texts = useTexts(repositoriesTexts);
  const words = useTexts(integrationsTexts);
  const { data } = useApi(integrationsReading(), { poll: false });
  const options = [
    { value: EVERY, label: texts.everyRegistry },
    ...(data?.items ?? []).flatMap((integration) =>
      integration.registry === null
        ? []
        : [
            {
              value: integration.registry,
              label: nameOfIntegration(integration, words),
              description: integration.registry,
            },
          ],
    ),
  ];
  const selected = options.find(({ value }) => value === (registry ?? EVERY));
  return (
    <FormField label={texts.registry}>
      <Select
        options={options}
        selectedOption={selected ?? { value: registry ?? EVERY }}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          onChange(value === EVERY ? undefined : value);
        }}
      />
    </FormField>
  );
}
