import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { PackageDetail } from "../../../core/contract/api-organization.ts";
import { path } from "../api/reading.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Purl } from "../parts/purl.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { KnownVulnerabilities } from "./known-vulnerabilities.tsx";
import { Licenses } from "./licenses.tsx";

type Version = PackageDetail["versions"][number];

/** The versions of a package that images hold. */
export function PackageVersions({
  detail: { versions, versionCount },
}: {
  readonly detail: PackageDetail;
}) {
  const texts = useTexts(packagesTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const isCut = versionCount > versions.length;
  const cut = isCut ? ` ${texts.firstVersions(versions.length, versionCount)}` : "";
  return (
    <Table<Version>
      variant="container"
      enableKeyboardNavigation
      resizableColumns
      wrapLines
      ariaLabels={{ tableLabel: texts.versions }}
      header={
        <Header variant="h2" description={`${texts.versionsLead}${cut}`}>
          {texts.versions}
        </Header>
      }
      trackBy="purl"
      items={versions}
      columnDefinitions={[
        {
          id: "version",
          header: texts.version,
          isRowHeader: true,
          minWidth: 150,
          cell: ({ version }) => <ForeignText>{version}</ForeignText>,
        },
        {
          id: "vulnerabilities",
          header: texts.vulnerabilities,
          minWidth: 200,
          cell: ({ vulnerabilities }) => <KnownVulnerabilities counts={vulnerabilities} />,
        },
        {
          id: "images",
          header: texts.images,
          minWidth: 100,
          cell: ({ purl, imageCount }) => (
            <PageLink
              to={path`images?package=${purl}`}
              ariaLabel={texts.imagesOf(imageCount, purl)}
            >
              {formats.number(imageCount)}
            </PageLink>
          ),
        },
        {
          id: "architecture",
          header: texts.architecture,
          minWidth: 120,
          cell: ({ architecture }) =>
            architecture === null ? (
              <Muted>{parts.none}</Muted>
            ) : (
              <ForeignText>{architecture}</ForeignText>
            ),
        },
        {
          id: "licenses",
          header: texts.licenses,
          minWidth: 140,
          cell: ({ licenses }) => <Licenses licenses={licenses} />,
        },
        {
          id: "purl",
          header: texts.purl,
          minWidth: 260,
          cell: ({ purl }) => <Purl purl={purl} />,
        },
      ]}
    />
  );
}
