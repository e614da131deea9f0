import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { ForeignText } from "../parts/foreign-text.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

/** The labels of an image, at most 200. */
export function LabelsTable({ labels }: { readonly labels: Readonly<Record<string, string>> }) {
  const texts = useTexts(imageTexts);
  const formats = useFormats();
  const items = Object.entries(labels).map(([name, value]) => ({ name, value }));
  return (
    <Table<{ readonly name: string; readonly value: string }>
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: texts.labels }}
      trackBy="name"
      items={items}
      header={
        <Header variant="h2" counter={`(${formats.number(items.length)})`}>
          {texts.labels}
        </Header>
      }
      empty={<Box textAlign="center">{texts.noLabels}</Box>}
      columnDefinitions={[
        {
          id: "name",
          header: texts.labelName,
          cell: ({ name }) => <ForeignText>{name}</ForeignText>,
          isRowHeader: true,
          minWidth: 160,
        },
        {
          id: "value",
          header: texts.labelValue,
          cell: ({ value }) => <ForeignText>{value}</ForeignText>,
          minWidth: 160,
        },
      ]}
    />
  );
}
