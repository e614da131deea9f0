import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { DELIVERIES, LAYOUTS } from "../../../core/contract/vocabulary.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { Draft } from "./create-draft.ts";
import { RegionField } from "./region-field.tsx";
import { ScopeField } from "./scope-field.tsx";

interface CreateFieldsProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** Region and scope of a new integration, and what few change. */
export function CreateFields({ draft, onChange }: CreateFieldsProps) {
  const texts = useTexts(integrationsTexts);
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="m">
          <RegionField
            value={draft.region}
            description={texts.regionHint}
            onChange={(region) => {
              onChange({ region });
            }}
          />
          <ScopeField
            value={draft.scope}
            onChange={(scope) => {
              onChange({ scope });
            }}
          />
        </SpaceBetween>
      </Container>
      <ExpandableSection variant="container" headerText={texts.further} headingTagOverride="h2">
        <SpaceBetween size="m">
          <FormField label={texts.layout} description={texts.layoutHint}>
            <RadioGroup
              value={draft.layout}
              items={(["", ...LAYOUTS] as const).map((value) => ({
                value,
                label: texts.layouts[value || "operator"],
                description: texts.layoutHints[value || "operator"],
              }))}
              onChange={({ detail }) => {
                onChange({ layout: LAYOUTS.find((one) => one === detail.value) ?? "" });
              }}
            />
          </FormField>
          <FormField label={texts.delivery} description={texts.deliveryHint}>
            <RadioGroup
              value={draft.delivery}
              items={(["", ...DELIVERIES] as const).map((value) => ({
                value,
                label: texts.deliveries[value || "region"],
                description: texts.deliveryHints[value || "region"],
              }))}
              onChange={({ detail }) => {
                onChange({ delivery: DELIVERIES.find((one) => one === detail.value) ?? "" });
              }}
            />
          </FormField>
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
