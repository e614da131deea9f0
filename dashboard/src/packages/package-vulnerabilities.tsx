import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { PackageDetail } from "../../../core/contract/api-organization.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { SeverityBadge } from "../parts/severity-badge.tsx";
import type { Formats } from "../texts/formats.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { vulnerabilityPage } from "../vulnerabilities/vulnerability-readings.ts";

type Vulnerability = PackageDetail["vulnerabilities"][number];

interface PackageVulnerabilitiesProps {
  readonly vulnerabilities: readonly Vulnerability[];
}

/** The vulnerabilities of any version of a package. */
export function PackageVulnerabilities({ vulnerabilities }: PackageVulnerabilitiesProps) {
  const texts = useTexts(packagesTexts);
  const formats = useFormats();
  return (
    <Table<Vulnerability>
      variant="container"
      enableKeyboardNavigation
      resizableColumns
      wrapLines
      ariaLabels={{ tableLabel: texts.vulnerabilities }}
      header={
        <Header variant="h2" description={texts.vulnerabilitiesLead}>
          {texts.vulnerabilities}
        </Header>
      }
      trackBy="id"
      items={vulnerabilities}
      empty={<Box textAlign="center">{texts.vulnerabilitiesNone}</Box>}
      columnDefinitions={columnsOf(texts, formats)}
    />
  );
}

function columnsOf(
  texts: (typeof packagesTexts)["en"],
  formats: Formats,
): TableProps.ColumnDefinition<Vulnerability>[] {
  return [
    {
      id: "id",
      header: texts.vulnerability,
      isRowHeader: true,
      minWidth: 170,
      cell: ({ id }) => (
        <PageLink to={vulnerabilityPage(id)}>
          <ForeignText>{id}</ForeignText>
        </PageLink>
      ),
    },
    {
      id: "severity",
      header: texts.severity,
      minWidth: 110,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      id: "cvss",
      header: texts.cvss,
      minWidth: 90,
      cell: ({ cvss }) => (cvss === null ? <Muted>{texts.unrated}</Muted> : cvss.toFixed(1)),
    },
    {
      id: "affectedRange",
      header: texts.affectedRange,
      minWidth: 150,
      cell: ({ affectedRange }) => <ForeignText>{affectedRange}</ForeignText>,
    },
    {
      id: "fixedVersion",
      header: texts.fixedIn,
      minWidth: 120,
      cell: ({ fixedVersion }) =>
        fixedVersion === null ? (
          <Muted>{texts.notFixed}</Muted>
        ) : (
          <ForeignText>{fixedVersion}</ForeignText>
        ),
    },
    {
      id: "versionCount",
      header: texts.versionsHere,
      minWidth: 100,
      cell: ({ versionCount }) => formats.number(versionCount),
    },
    {
      id: "summary",
      header: texts.summary,
      minWidth: 220,
      cell: ({ summary }) => (summary === null ? "" : <ForeignText>{summary}</ForeignText>),
    },
  ];
}
