import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Slider from "@cloudscape-design/components/slider";
import { DELIVERIES, LAYOUTS } from "../../../core/contract/vocabulary.ts";
import { estimateTexts } from "../texts/estimate/texts.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { EstimateInput } from "./estimate-input.ts";
import { RegionField } from "./region-field.tsx";

interface EstimateFieldsProps {
  readonly input: EstimateInput;
}

/** What a month is expected to bring. */
export function EstimateFields({ input }: EstimateFieldsProps) {
  const texts = useTexts(estimateTexts);
  const names = useTexts(integrationsTexts);
  const { values, change } = input;
  const share = Math.round(Number(values.cachedShare) * 100);
  return (
    <ColumnLayout columns={3}>
      <NumberField input={input} name="pushesPerDay" />
      <NumberField input={input} name="imageMegabytes" />
      <FormField label={texts.cachedShare} description={texts.cachedShareHint}>
        <Slider
          value={Number.isFinite(share) ? share : 0}
          min={0}
          max={100}
          step={5}
          valueFormatter={(value) => `${value} %`}
          onChange={({ detail }) => {
            change("cachedShare", String(detail.value / 100));
          }}
        />
      </FormField>
      <RegionField
        value={values.region}
        description={texts.regionHint}
        onChange={(region) => {
          change("region", region);
        }}
      />
      <NumberField input={input} name="platforms" />
      <NumberField input={input} name="integrations" />
      <FormField label={names.layout}>
        <RadioGroup
          direction="horizontal"
          value={values.layout}
          items={LAYOUTS.map((value) => ({ value, label: names.layouts[value] }))}
          onChange={({ detail }) => {
            change("layout", detail.value);
          }}
        />
      </FormField>
      <FormField label={names.delivery}>
        <RadioGroup
          direction="horizontal"
          value={values.delivery}
          items={DELIVERIES.map((value) => ({ value, label: names.deliveries[value] }))}
          onChange={({ detail }) => {
            change("delivery", detail.value);
          }}
        />
      </FormField>
    </ColumnLayout>
  );
}

interface NumberFieldProps extends EstimateFieldsProps {
  readonly name: "pushesPerDay" | "imageMegabytes" | "platforms" | "integrations";
}

function NumberField({ input, name }: NumberFieldProps) {
  const texts = useTexts(estimateTexts);
  return (
    <FormField
      label={texts.inputs[name]}
      description={texts.inputHints[name]}
      errorText={input.wrong.has(name) ? texts.inputWrong[name] : ""}
    >
      <Input
        value={input.values[name]}
        inputMode="decimal"
        onChange={({ detail }) => {
          input.change(name, detail.value);
        }}
      />
    </FormField>
  );
}
