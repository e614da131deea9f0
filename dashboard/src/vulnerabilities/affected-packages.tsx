import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { VulnerabilityDetail } from "../../../core/contract/api-organization.ts";
import { path } from "../api/reading.ts";
import { packagePage } from "../packages/package-readings.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { Purl } from "../parts/purl.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";

type AffectedPackage = VulnerabilityDetail["packages"][number];

/** The packages that have a vulnerability, with why and what fixes each. */
export function AffectedPackages({
  vulnerability: { packages: affected, packageCount },
}: {
  readonly vulnerability: VulnerabilityDetail;
}) {
  const texts = useTexts(vulnerabilitiesTexts);
  const packages = useTexts(packagesTexts);
  const formats = useFormats();
  const isCut = packageCount > affected.length;
  const cut = isCut ? ` ${texts.firstPackages(affected.length, packageCount)}` : "";
  return (
    <Table<AffectedPackage>
      variant="container"
      enableKeyboardNavigation
      resizableColumns
      wrapLines
      ariaLabels={{ tableLabel: texts.affectedPackages }}
      header={
        <Header variant="h2" description={`${texts.affectedPackagesLead}${cut}`}>
          {texts.affectedPackages}
        </Header>
      }
      trackBy="purl"
      items={affected}
      columnDefinitions={[
        {
          id: "name",
          header: texts.package,
          isRowHeader: true,
          minWidth: 160,
          cell: ({ type, name }) => (
            <PageLink to={packagePage(type, name)}>
              <ForeignText>{name}</ForeignText>
            </PageLink>
          ),
        },
        {
          id: "version",
          header: texts.version,
          minWidth: 120,
          cell: ({ version }) => <ForeignText>{version}</ForeignText>,
        },
        {
          id: "purl",
          header: packages.purl,
          minWidth: 220,
          cell: ({ purl }) => <Purl purl={purl} />,
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
      ]}
    />
  );
}
