import Box from "@cloudscape-design/components/box";
import { useMemo } from "react";
import type { ImageComparison } from "../../../core/contract/api-compare.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { List } from "../list/list.tsx";
import { partList } from "../list/part-list.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { comparisonReading, type Pair } from "./compare-readings.ts";

type Property = ImageComparison["configuration"][number];

/** What of the configuration of two images differs. */
export function ConfigurationDifferences({ from, to }: Pair) {
  const texts = useTexts(compareTexts);
  const definition = useMemo(
    () =>
      partList<ImageComparison, Property>({
        name: "configurationChanges",
        title: texts.configurationTitle,
        reading: comparisonReading({ from, to }),
        itemsOf: ({ configuration }) => configuration,
        columns: columnsOf(texts),
        filters: [
          { parameter: "name", label: texts.property, operator: ":", isDefault: true },
          { parameter: "from", label: texts.before, operator: ":" },
          { parameter: "to", label: texts.after, operator: ":" },
        ],
        idOf: ({ name }) => name,
        nameOf: ({ name }) => wordOf(name, texts),
        empty: <Box textAlign="center">{texts.configurationNone}</Box>,
      }),
    [from, to, texts],
  );
  return <List definition={definition} lead={texts.configurationLead} />;
}

function columnsOf(texts: (typeof compareTexts)["en"]): readonly ListColumn<Property>[] {
  return [
    {
      id: "name",
      label: texts.property,
      value: ({ name }) => wordOf(name, texts),
      isRowHeader: true,
      width: 180,
      cell: ({ name }) => <ForeignText>{wordOf(name, texts)}</ForeignText>,
    },
    {
      id: "from",
      label: texts.before,
      value: ({ from }) => from?.join("\n") ?? null,
      width: 200,
      cell: ({ from, to }) => <Values values={from} others={to} />,
    },
    {
      id: "to",
      label: texts.after,
      value: ({ to }) => to?.join("\n") ?? null,
      width: 200,
      cell: ({ from, to }) => <Values values={to} others={from} />,
    },
  ];
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
