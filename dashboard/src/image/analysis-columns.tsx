import type { TableProps } from "@cloudscape-design/components/table";
import type { ImageAnalysis } from "../../../core/contract/api-images.ts";
import type { Image } from "../../../core/contract/image.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import type { Formats } from "../texts/formats.ts";
import type { imageTexts } from "../texts/image/texts.ts";
import type { partsTexts } from "../texts/parts/texts.ts";
import { AnalysisOutcome } from "./analysis-outcome.tsx";

/** Columns of the table of analyses. */
export function analysisColumns(
  texts: (typeof imageTexts)["en"],
  parts: (typeof partsTexts)["en"],
  formats: Formats,
  /** What of the image was assessed: counts of an analysis are of no more. */
  assessed: Image["assessed"],
): TableProps.ColumnDefinition<ImageAnalysis>[] {
  return [
    {
      id: "started",
      header: texts.started,
      cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
      isRowHeader: true,
      minWidth: 120,
      width: 140,
    },
    {
      id: "cause",
      header: texts.cause,
      cell: ({ cause }) => texts.causes[cause],
      minWidth: 130,
      width: 180,
    },
    {
      id: "outcome",
      header: texts.outcome,
      cell: (analysis) => <AnalysisOutcome analysis={analysis} />,
      minWidth: 150,
      width: 180,
    },
    {
      id: "reason",
      header: texts.reason,
      cell: ({ reason }) =>
        reason === null ? <Muted>{parts.none}</Muted> : <bdi className="scout-long">{reason}</bdi>,
      minWidth: 180,
      width: 320,
    },
    {
      id: "vulnerabilities",
      header: texts.vulnerabilities,
      cell: ({ vulnerabilities, outcome }) =>
        outcome === "analyzed" ? (
          <SeverityCounts counts={vulnerabilities} assessed={assessed} />
        ) : null,
      minWidth: 150,
      width: 220,
    },
    {
      id: "packages",
      header: texts.packages,
      cell: ({ packageCount }) => (packageCount === null ? null : formats.number(packageCount)),
      minWidth: 100,
      width: 110,
    },
    {
      id: "duration",
      header: texts.duration,
      cell: ({ startedAt, finishedAt }) =>
        finishedAt === null ? null : texts.seconds(secondsBetween(startedAt, finishedAt, formats)),
      minWidth: 80,
      width: 90,
    },
    {
      id: "analyzer",
      header: texts.analyzerVersion,
      cell: ({ analyzerVersion }) => <ForeignText>{analyzerVersion}</ForeignText>,
      minWidth: 100,
      width: 110,
    },
  ];
}

function secondsBetween(start: string, end: string, formats: Formats): string {
  const tenths = Math.round((Date.parse(end) - Date.parse(start)) / 100);
  return formats.number(Math.max(0, tenths) / 10);
}
