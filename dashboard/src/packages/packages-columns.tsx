import type { PackageSummary } from "../../../core/contract/api-organization.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import { path } from "../api/reading.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Purl } from "../parts/purl.tsx";
import type { Formats } from "../texts/formats.ts";
import type { packagesTexts } from "../texts/packages/texts.ts";
import type { partsTexts } from "../texts/parts/texts.ts";
import { KnownVulnerabilities } from "./known-vulnerabilities.tsx";
import { Licenses } from "./licenses.tsx";
import { packagePage } from "./package-readings.ts";

type Column = ListColumn<PackageSummary>;

/** Columns of the list of packages. */
export function columnsOf(
  texts: (typeof packagesTexts)["en"],
  parts: (typeof partsTexts)["en"],
  formats: Formats,
): readonly Column[] {
  return [
    {
      id: "name",
      label: texts.name,
      cell: ({ type, name }) => (
        <PageLink to={packagePage(type, name)}>
          <ForeignText>{name}</ForeignText>
        </PageLink>
      ),
      value: ({ name }) => name,
      orders: { ascending: "name" },
      isRowHeader: true,
      width: 220,
    },
    {
      id: "version",
      label: texts.version,
      cell: ({ version }) => <ForeignText>{version}</ForeignText>,
      value: ({ version }) => version,
      width: 150,
    },
    {
      id: "type",
      label: texts.type,
      cell: ({ type }) => texts.types[type],
      value: ({ type }) => type,
      width: 140,
    },
    {
      id: "licenses",
      label: texts.licenses,
      cell: ({ licenses }) => <Licenses licenses={licenses} />,
      value: ({ licenses }) => licenses.join(" "),
      width: 130,
    },
    {
      id: "vulnerabilities",
      label: texts.vulnerabilities,
      cell: ({ vulnerabilities }) => <KnownVulnerabilities counts={vulnerabilities} />,
      minWidth: 160,
      width: 180,
    },
    {
      id: "versionCount",
      label: texts.versions,
      cell: ({ versionCount }) => formats.number(versionCount),
      value: ({ versionCount }) => versionCount,
      width: 105,
    },
    {
      id: "imageCount",
      label: texts.images,
      cell: ({ purl, imageCount }) => (
        <PageLink to={path`images?package=${purl}`} ariaLabel={texts.imagesOf(imageCount, purl)}>
          {formats.number(imageCount)}
        </PageLink>
      ),
      value: ({ imageCount }) => imageCount,
      orders: { descending: "-imageCount" },
      width: 105,
    },
    {
      id: "purl",
      label: texts.purl,
      cell: ({ purl }) => <Purl purl={purl} />,
      value: ({ purl }) => purl,
      isHidden: true,
      width: 300,
    },
    ...SEVERITIES.map((severity): Column => ({
      id: severity,
      label: parts.severities[severity],
      cell: ({ vulnerabilities }) => formats.number(vulnerabilities[severity]),
      value: ({ vulnerabilities }) => vulnerabilities[severity],
      isHidden: true,
    })),
  ];
}
