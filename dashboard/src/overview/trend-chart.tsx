import LineChart from "@cloudscape-design/components/line-chart";
import { useMemo } from "react";
import type { TrendDay } from "../../../core/contract/api-overview.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import { overviewTexts } from "../texts/overview/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { startOf, useDayFormats } from "./day.ts";

/** Pixels. */
const HEIGHT = 280;

/** Lines of vulnerabilities by severity; at least two days. */
export function TrendChart({ days }: { readonly days: readonly TrendDay[] }) {
  const texts = useTexts(overviewTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const { short, long } = useDayFormats();
  const series = useMemo(
    () =>
      SEVERITIES.map((severity) => ({
        title: parts.severities[severity],
        type: "line" as const,
        color: `var(--scout-${severity})`,
        data: days.map(({ day, vulnerabilities }) => ({
          x: startOf(day),
          y: vulnerabilities[severity],
        })),
        valueFormatter: (value: number) => formats.number(value),
      })),
    [days, parts, formats],
  );
  const first = days[0]?.day ?? "";
  const last = days.at(-1)?.day ?? "";
  const most = Math.max(
    1,
    ...days.flatMap(({ vulnerabilities }) => Object.values(vulnerabilities)),
  );
  return (
    <LineChart<Date>
      series={series}
      xScaleType="time"
      xDomain={[startOf(first), startOf(last)]}
      yDomain={[0, most]}
      xTickFormatter={short}
      yTickFormatter={(value) => (Number.isInteger(value) ? formats.number(value) : "")}
      height={HEIGHT}
      ariaLabel={texts.trend}
      ariaDescription={texts.trendSummary(long(startOf(first)), long(startOf(last)))}
    />
  );
}
