import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Table from "@cloudscape-design/components/table";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

interface ParametersTableProps {
  readonly title: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Names with values to copy. */
export function ParametersTable({ title, parameters }: ParametersTableProps) {
  const texts = useTexts(integrationsTexts);
  const parts = useTexts(partsTexts);
  return (
    <Table
      variant="embedded"
      wrapLines
      ariaLabels={{ tableLabel: title }}
      trackBy={([name]) => name}
      items={Object.entries(parameters)}
      columnDefinitions={[
        {
          id: "name",
          header: texts.parameter,
          cell: ([name]) => name,
          isRowHeader: true,
          minWidth: 180,
        },
        {
          id: "value",
          header: texts.value,
          cell: ([name, value]) => (
            <CopyToClipboard
              variant="inline"
              textToCopy={value}
              copyButtonAriaLabel={parts.copy(name)}
              copySuccessText={parts.copied}
              copyErrorText={parts.copyFailed}
            />
          ),
        },
      ]}
    />
  );
}
