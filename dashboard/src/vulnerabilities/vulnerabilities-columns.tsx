import type { VulnerabilitySummary } from "../../../core/contract/api-organization.ts";
import { path } from "../api/reading.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { SeverityBadge } from "../parts/severity-badge.tsx";
import type { Formats } from "../texts/formats.ts";
import type { partsTexts } from "../texts/parts/texts.ts";
import type { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";
import { KnownTime } from "./known-time.tsx";
import { NamedPackages } from "./named-packages.tsx";
import { FixedVersions, fixedVersionsOf } from "./fixed-versions.tsx";
import { vulnerabilityPage } from "./vulnerability-readings.ts";

type VulnerabilitiesTexts = (typeof vulnerabilitiesTexts)["en"];
type PartsTexts = (typeof partsTexts)["en"];
type Column = ListColumn<VulnerabilitySummary>;

/** Columns of the list of vulnerabilities. */
export function columnsOf(
  texts: VulnerabilitiesTexts,
  parts: PartsTexts,
  formats: Formats,
): readonly Column[] {
  return [
    {
      id: "id",
      label: texts.vulnerability,
      cell: ({ id }) => (
        <PageLink to={vulnerabilityPage(id)}>
          <ForeignText>{id}</ForeignText>
        </PageLink>
      ),
      value: ({ id }) => id,
      orders: { ascending: "id" },
      isRowHeader: true,
      width: 180,
    },
    {
      id: "severity",
      label: texts.severity,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
      value: ({ severity }) => severity,
      orders: { descending: "-severity" },
      width: 130,
    },
    {
      id: "cvss",
      label: texts.cvss,
      cell: ({ cvss }) => (cvss === null ? <Muted>{texts.unrated}</Muted> : cvss.toFixed(1)),
      value: ({ cvss }) => cvss,
      orders: { descending: "-cvss" },
      width: 110,
    },
    {
      id: "packages",
      label: texts.packages,
      cell: (row) => <NamedPackages packages={row.packages} count={row.packageCount} />,
      value: ({ packages }) => packages.map(({ purl }) => purl).join(" "),
      width: 240,
    },
    {
      id: "fixedIn",
      label: texts.fixedIn,
      cell: (row) => <FixedVersions packages={row.packages} fixable={row.fixable} />,
      value: ({ packages }) => fixedVersionsOf(packages).join(" "),
      width: 150,
    },
    {
      id: "imageCount",
      label: texts.images,
      cell: ({ id, imageCount }) => (
        <PageLink to={path`images?vulnerability=${id}`} ariaLabel={texts.imagesOf(imageCount, id)}>
          {formats.number(imageCount)}
        </PageLink>
      ),
      value: ({ imageCount }) => imageCount,
      orders: { descending: "-imageCount" },
      width: 110,
    },
    {
      id: "firstSeenAt",
      label: texts.firstSeen,
      cell: ({ firstSeenAt }) => <KnownTime at={firstSeenAt} />,
      value: ({ firstSeenAt }) => firstSeenAt,
      orders: { descending: "-firstSeenAt" },
      width: 140,
    },
    ...furtherColumns(texts, parts),
  ];
}

/** Hidden until asked for; what they say stands in every export. */
function furtherColumns(texts: VulnerabilitiesTexts, parts: PartsTexts): readonly Column[] {
  return [
    {
      id: "summary",
      label: texts.summary,
      cell: ({ summary }) =>
        summary === null ? <Muted>{parts.none}</Muted> : <ForeignText>{summary}</ForeignText>,
      value: ({ summary }) => summary,
      isHidden: true,
      width: 300,
    },
    {
      id: "publishedAt",
      label: texts.published,
      cell: ({ publishedAt }) => <KnownTime at={publishedAt} />,
      value: ({ publishedAt }) => publishedAt,
      isHidden: true,
    },
    {
      id: "advisories",
      label: texts.advisories,
      cell: ({ advisoryIds }) => <ForeignText>{advisoryIds.join(", ")}</ForeignText>,
      value: ({ advisoryIds }) => advisoryIds.join(" "),
      isHidden: true,
      width: 200,
    },
  ];
}
