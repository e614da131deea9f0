import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import type { History } from "./image-readings.ts";

type Warning = History["warnings"][number];

/** More would be read by nobody, and make the page slow; the bill of materials names all. */
const SHOWN = 200;

/** What an analysis could not read of an image. */
export function UnreadTable({ warnings }: Pick<History, "warnings">) {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  return (
    <Table<Warning>
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: texts.unread }}
      items={warnings.slice(0, SHOWN)}
      header={
        <Header
          variant="h2"
          counter={`(${formats.number(warnings.length)})`}
          description={texts.unreadLead}
        >
          {texts.unread}
        </Header>
      }
      columnDefinitions={[
        {
          id: "where",
          header: texts.unreadWhere,
          cell: ({ path }) =>
            path === undefined ? <Muted>{parts.unknown}</Muted> : <ForeignText>{path}</ForeignText>,
          isRowHeader: true,
        },
        {
          id: "layer",
          header: texts.layer,
          cell: ({ layer }) => (layer === undefined ? <Muted>{parts.unknown}</Muted> : layer + 1),
        },
        {
          id: "what",
          header: texts.unreadWhat,
          cell: ({ message }) => <ForeignText>{message}</ForeignText>,
        },
      ]}
    />
  );
}
