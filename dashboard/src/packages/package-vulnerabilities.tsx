import Box from "@cloudscape-design/components/box";
import { useMemo } from "react";
import type { PackageDetail } from "../../../core/contract/api-organization.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { List } from "../list/list.tsx";
import { partList } from "../list/part-list.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { SeverityBadge } from "../parts/severity-badge.tsx";
import type { Formats } from "../texts/formats.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { vulnerabilityPage } from "../vulnerabilities/vulnerability-readings.ts";
import { packageReading } from "./package-readings.ts";

type Vulnerability = PackageDetail["vulnerabilities"][number];

interface PackageVulnerabilitiesProps {
  readonly type: string;
  readonly name: string;
}

/** The vulnerabilities of any version of a package. */
export function PackageVulnerabilities({ type, name }: PackageVulnerabilitiesProps) {
  const texts = useTexts(packagesTexts);
  const formats = useFormats();
  const parts = useTexts(partsTexts);
  const definition = useMemo(
    () =>
      partList<PackageDetail, Vulnerability>({
        name: "packageVulnerabilities",
        title: texts.vulnerabilities,
        reading: packageReading(type, name),
        itemsOf: ({ vulnerabilities }) => vulnerabilities,
        columns: columnsOf(texts, formats),
        filters: [
          { parameter: "id", label: texts.vulnerability, operator: ":", isDefault: true },
          {
            parameter: "severity",
            label: texts.severity,
            operator: "=",
            values: SEVERITIES.map((value) => ({ value, label: parts.severities[value] })),
          },
          { parameter: "summary", label: texts.summary, operator: ":" },
        ],
        idOf: ({ id }) => id,
        nameOf: ({ id }) => id,
        empty: <Box textAlign="center">{texts.vulnerabilitiesNone}</Box>,
      }),
    [type, name, texts, parts, formats],
  );
  return <List definition={definition} lead={texts.vulnerabilitiesLead} />;
}

function columnsOf(
  texts: (typeof packagesTexts)["en"],
  formats: Formats,
): readonly ListColumn<Vulnerability>[] {
  return [
    {
      id: "id",
      label: texts.vulnerability,
      value: ({ id }) => id,
      isRowHeader: true,
      width: 170,
      cell: ({ id }) => (
        <PageLink to={vulnerabilityPage(id)}>
          <ForeignText>{id}</ForeignText>
        </PageLink>
      ),
    },
    {
      id: "severity",
      label: texts.severity,
      value: ({ severity }) => severity,
      width: 125,
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    {
      id: "cvss",
      label: texts.cvss,
      value: ({ cvss }) => cvss,
      width: 125,
      cell: ({ cvss }) => (cvss === null ? <Muted>{texts.unrated}</Muted> : cvss.toFixed(1)),
    },
    {
      id: "affectedRange",
      label: texts.affectedRange,
      value: ({ affectedRange }) => affectedRange,
      width: 150,
      cell: ({ affectedRange }) => <ForeignText>{affectedRange}</ForeignText>,
    },
    {
      id: "fixedVersion",
      label: texts.fixedIn,
      value: ({ fixedVersion }) => fixedVersion,
      width: 120,
      cell: ({ fixedVersion }) =>
        fixedVersion === null ? (
          <Muted>{texts.notFixed}</Muted>
        ) : (
          <ForeignText>{fixedVersion}</ForeignText>
        ),
    },
    {
      id: "versionCount",
      label: texts.versionsHere,
      value: ({ versionCount }) => versionCount,
      width: 130,
      cell: ({ versionCount }) => formats.number(versionCount),
    },
    {
      id: "summary",
      label: texts.summary,
      value: ({ summary }) => summary,
      width: 220,
      cell: ({ summary }) => (summary === null ? "" : <ForeignText>{summary}</ForeignText>),
    },
  ];
}
