import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { ImageComparison } from "../../../core/contract/api-compare.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

type Property = ImageComparison["configuration"][number];

interface ConfigurationDifferencesProps {
  readonly configuration: readonly Property[];
}

/** What of the configuration of two images differs. */
export function ConfigurationDifferences({ configuration }: ConfigurationDifferencesProps) {
  const texts = useTexts(compareTexts);
  return (
    <Table<Property>
      variant="container"
      enableKeyboardNavigation
      resizableColumns
      wrapLines
      ariaLabels={{ tableLabel: texts.configurationTitle }}
      header={
        <Header variant="h2" description={texts.configurationLead}>
          {texts.configurationTitle}
        </Header>
      }
      trackBy="name"
      items={configuration}
      empty={<Box textAlign="center">{texts.configurationNone}</Box>}
      columnDefinitions={[
        {
          id: "name",
          header: texts.property,
          isRowHeader: true,
          minWidth: 180,
          cell: ({ name }) => <ForeignText>{wordOf(name, texts)}</ForeignText>,
        },
        {
          id: "from",
          header: texts.before,
          minWidth: 200,
          cell: ({ from, to }) => <Values values={from} others={to} />,
        },
        {
          id: "to",
          header: texts.after,
          minWidth: 200,
          cell: ({ from, to }) => <Values values={to} others={from} />,
        },
      ]}
    />
  );
}

interface ValuesProps {
  readonly values: readonly string[] | null;
  readonly others: readonly string[] | null;
}

/** One a line; what the other image has not stands out. */
function Values({ values, others }: ValuesProps) {
  const texts = useTexts(compareTexts);
  if (values === null || values.length === 0) return <Muted>{texts.notSet}</Muted>;
  return values.map((value, index) => {
    const text = <ForeignText>{value}</ForeignText>;
    const isSame = others?.includes(value) ?? false;
    return <div key={index}>{isSame ? text : <strong>{text}</strong>}</div>;
  });
}

const LABEL = "labels.";

/** What a property of the config is called; a label by its own name. */
function wordOf(name: string, texts: (typeof compareTexts)["en"]): string {
  if (name.startsWith(LABEL)) return texts.labelNamed(name.slice(LABEL.length));
  const words: Readonly<Record<string, string>> = texts.properties;
  return words[name] ?? name;
}
