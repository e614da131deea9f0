import { useMemo } from "react";
import type { PackageDetail } from "../../../core/contract/api-organization.ts";
import { path } from "../api/reading.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { List } from "../list/list.tsx";
import { partList } from "../list/part-list.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Purl } from "../parts/purl.tsx";
import type { Formats } from "../texts/formats.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { KnownVulnerabilities } from "./known-vulnerabilities.tsx";
import { Licenses } from "./licenses.tsx";
import { packageReading } from "./package-readings.ts";

type Version = PackageDetail["versions"][number];

interface PackageVersionsProps {
  readonly type: string;
  readonly name: string;
  readonly detail: PackageDetail;
}

/** The versions of a package that images hold. */
export function PackageVersions({ type, name, detail }: PackageVersionsProps) {
  const { versions, versionCount } = detail;
  const texts = useTexts(packagesTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const definition = useMemo(
    () =>
      partList<PackageDetail, Version>({
        name: "packageVersions",
        title: texts.versions,
        reading: packageReading(type, name),
        itemsOf: (answer) => answer.versions,
        columns: columnsOf(texts, parts, formats),
        filters: [
          { parameter: "version", label: texts.version, operator: ":", isDefault: true },
          { parameter: "architecture", label: texts.architecture, operator: ":" },
          { parameter: "licenses", label: texts.licenses, operator: ":" },
          { parameter: "purl", label: texts.purl, operator: ":" },
        ],
        idOf: ({ purl }) => purl,
        nameOf: ({ version }) => version,
        empty: null,
      }),
    [type, name, texts, parts, formats],
  );
  const isCut = versionCount > versions.length;
  const cut = isCut ? ` ${texts.firstVersions(versions.length, versionCount)}` : "";
  return <List definition={definition} lead={`${texts.versionsLead}${cut}`} />;
}

function columnsOf(
  texts: (typeof packagesTexts)["en"],
  parts: (typeof partsTexts)["en"],
  formats: Formats,
): readonly ListColumn<Version>[] {
  return [
    {
      id: "version",
      label: texts.version,
      value: ({ version }) => version,
      isRowHeader: true,
      width: 150,
      cell: ({ version }) => <ForeignText>{version}</ForeignText>,
    },
    {
      id: "vulnerabilities",
      label: texts.vulnerabilities,
      value: ({ vulnerabilities }) => sumOf(vulnerabilities),
      width: 200,
      cell: ({ vulnerabilities }) => <KnownVulnerabilities counts={vulnerabilities} />,
    },
    {
      id: "images",
      label: texts.images,
      value: ({ imageCount }) => imageCount,
      width: 120,
      cell: ({ purl, imageCount }) => (
        <PageLink to={path`images?package=${purl}`} ariaLabel={texts.imagesOf(imageCount, purl)}>
          {formats.number(imageCount)}
        </PageLink>
      ),
    },
    {
      id: "architecture",
      label: texts.architecture,
      value: ({ architecture }) => architecture,
      width: 150,
      cell: ({ architecture }) =>
        architecture === null ? (
          <Muted>{parts.none}</Muted>
        ) : (
          <ForeignText>{architecture}</ForeignText>
        ),
    },
    {
      id: "licenses",
      label: texts.licenses,
      value: ({ licenses }) => licenses.join(" "),
      width: 140,
      cell: ({ licenses }) => <Licenses licenses={licenses} />,
    },
    {
      id: "purl",
      label: texts.purl,
      value: ({ purl }) => purl,
      width: 260,
      cell: ({ purl }) => <Purl purl={purl} />,
    },
  ];
}

function sumOf(counts: Version["vulnerabilities"]): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
