import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { DELIVERIES, type Delivery } from "../../../core/contract/vocabulary.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface DeliveryFieldProps {
  readonly value: Delivery;
  /** What else is to be known of the choice. */
  readonly description: string;
  readonly onChange: (delivery: Delivery) => void;
}

/** How pushes of a registry are learned of. */
export function DeliveryField({ value, description, onChange }: DeliveryFieldProps) {
  const texts = useTexts(integrationsTexts);
  return (
    <FormField label={texts.delivery} description={description}>
      <RadioGroup
        value={value}
        items={DELIVERIES.map((one) => ({
          value: one,
          label: texts.deliveries[one],
          description: texts.deliveryHints[one],
        }))}
        onChange={({ detail }) => {
          const delivery = DELIVERIES.find((one) => one === detail.value);
          if (delivery !== undefined) onChange(delivery);
        }}
      />
    </FormField>
  );
}
