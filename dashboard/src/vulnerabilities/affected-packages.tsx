import { useMemo } from "react";
import type { VulnerabilityDetail } from "../../../core/contract/api-organization.ts";
import { path } from "../api/reading.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { List } from "../list/list.tsx";
import { partList } from "../list/part-list.ts";
import { packagePage } from "../packages/package-readings.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Purl } from "../parts/purl.tsx";
import type { Formats } from "../texts/formats.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";
import { vulnerabilityReading } from "./vulnerability-readings.ts";

type AffectedPackage = VulnerabilityDetail["packages"][number];

interface AffectedPackagesProps {
  readonly vulnerabilityId: string;
  readonly vulnerability: VulnerabilityDetail;
}

/** The packages that have a vulnerability, with why and what fixes each. */
export function AffectedPackages({ vulnerabilityId, vulnerability }: AffectedPackagesProps) {
  const { packages: affected, packageCount } = vulnerability;
  const texts = useTexts(vulnerabilitiesTexts);
  const packages = useTexts(packagesTexts);
  const formats = useFormats();
  const definition = useMemo(
    () =>
      partList<VulnerabilityDetail, AffectedPackage>({
        name: "affectedPackages",
        title: texts.affectedPackages,
        reading: vulnerabilityReading(vulnerabilityId),
        itemsOf: (answer) => answer.packages,
        columns: columnsOf(texts, packages, formats),
        filters: [
          { parameter: "name", label: texts.package, operator: ":", isDefault: true },
          { parameter: "version", label: texts.version, operator: ":" },
          { parameter: "purl", label: packages.purl, operator: ":" },
        ],
        idOf: ({ purl }) => purl,
        nameOf: ({ name, version }) => `${name} ${version}`,
        empty: null,
      }),
    [vulnerabilityId, texts, packages, formats],
  );
  const isCut = packageCount > affected.length;
  const cut = isCut ? ` ${texts.firstPackages(affected.length, packageCount)}` : "";
  return <List definition={definition} lead={`${texts.affectedPackagesLead}${cut}`} />;
}

function columnsOf(
  texts: (typeof vulnerabilitiesTexts)["en"],
  packages: (typeof packagesTexts)["en"],
  formats: Formats,
): readonly ListColumn<AffectedPackage>[] {
  return [
    {
      id: "name",
      label: texts.package,
      value: ({ name }) => name,
      isRowHeader: true,
      width: 160,
      cell: ({ type, name }) => (
        <PageLink to={packagePage(type, name)}>
          <ForeignText>{name}</ForeignText>
        </PageLink>
      ),
    },
    {
      id: "version",
      label: texts.version,
      value: ({ version }) => version,
      width: 120,
      cell: ({ version }) => <ForeignText>{version}</ForeignText>,
    },
    {
      id: "purl",
      label: packages.purl,
      value: ({ purl }) => purl,
      width: 220,
      cell: ({ purl }) => <Purl purl={purl} />,
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
      id: "images",
      label: texts.images,
      value: ({ imageCount }) => imageCount,
      width: 100,
      cell: ({ purl, imageCount }) => (
        <PageLink to={path`images?package=${purl}`} ariaLabel={texts.imagesOf(imageCount, purl)}>
          {formats.number(imageCount)}
        </PageLink>
      ),
    },
  ];
}
