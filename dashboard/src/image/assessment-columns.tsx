import Box from "@cloudscape-design/components/box";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { Assessment } from "../../../core/contract/findings.ts";
import type { Coverage } from "../../../core/contract/vocabulary.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import type { Formats } from "../texts/formats.ts";
import type { imageTexts } from "../texts/image/texts.ts";
import type { partsTexts } from "../texts/parts/texts.ts";

const TYPES: Readonly<Record<Coverage, StatusIndicatorProps.Type>> = {
  full: "success",
  starter: "warning",
  "not-assessed": "error",
};

/** Columns of the table of what was assessed. */
export function assessmentColumns(
  texts: (typeof imageTexts)["en"],
  parts: (typeof partsTexts)["en"],
  formats: Formats,
): TableProps.ColumnDefinition<Assessment>[] {
  return [
    {
      id: "ecosystem",
      header: texts.ecosystem,
      cell: ({ ecosystem }) => <ForeignText>{ecosystem}</ForeignText>,
      isRowHeader: true,
      minWidth: 130,
    },
    {
      id: "coverage",
      header: texts.coverage,
      cell: ({ coverage, reason }) => (
        <>
          <StatusIndicator type={TYPES[coverage]}>{texts.coverages[coverage]}</StatusIndicator>
          <Box variant="small" display="block">
            {texts.coverageLeads[coverage]} {reason}
          </Box>
        </>
      ),
      minWidth: 220,
    },
    {
      id: "asOf",
      header: texts.asOf,
      cell: ({ asOf }) => (asOf === undefined ? <Muted>{parts.none}</Muted> : formats.date(asOf)),
      minWidth: 120,
    },
    {
      id: "packages",
      header: texts.packages,
      cell: ({ packageCount }) => formats.number(packageCount),
      minWidth: 90,
    },
  ];
}
