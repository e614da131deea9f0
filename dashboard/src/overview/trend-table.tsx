import Table from "@cloudscape-design/components/table";
import type { TrendDay } from "../../../core/contract/api-overview.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import { overviewTexts } from "../texts/overview/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { startOf, useDayFormats } from "./day.ts";
import { sumOf } from "./sum.ts";

/** The numbers of each day, the newest first. */
export function TrendTable({ days }: { readonly days: readonly TrendDay[] }) {
  const texts = useTexts(overviewTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const { long } = useDayFormats();
  return (
    <div className="scout-trend-table">
      <Table<TrendDay>
        variant="embedded"
        contentDensity="compact"
        enableKeyboardNavigation
        ariaLabels={{ tableLabel: texts.trend }}
        trackBy="day"
        items={days.toReversed()}
        empty={texts.trendNone}
        columnDefinitions={[
          {
            id: "day",
            header: texts.day,
            cell: ({ day }) => long(startOf(day)),
            isRowHeader: true,
          },
          ...SEVERITIES.map((severity) => ({
            id: severity,
            header: parts.severities[severity],
            cell: ({ vulnerabilities }: TrendDay) => formats.number(vulnerabilities[severity]),
          })),
          {
            id: "total",
            header: texts.total,
            cell: ({ vulnerabilities }) => formats.number(sumOf(vulnerabilities)),
          },
          { id: "images", header: texts.images, cell: ({ images }) => formats.number(images) },
        ]}
      />
    </div>
  );
}
