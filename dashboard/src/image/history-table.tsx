import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import type { History } from "./image-readings.ts";
import { Instruction } from "./instruction.tsx";

type Item = History["items"][number];

/** The instructions that made an image. */
export function HistoryTable({ items }: Pick<History, "items">) {
  const texts = useTexts(imageTexts);
  return (
    <Table<Item>
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: texts.history }}
      items={[...items]}
      header={
        <Header variant="h2" description={texts.historyLead}>
          {texts.history}
        </Header>
      }
      columnDefinitions={[
        {
          id: "layer",
          header: texts.layer,
          cell: ({ layer }) => layer + 1,
          width: 90,
          minWidth: 80,
        },
        {
          id: "instruction",
          header: texts.instruction,
          cell: ({ createdBy }) => <Instruction createdBy={createdBy} isWhole />,
          isRowHeader: true,
        },
      ]}
    />
  );
}
