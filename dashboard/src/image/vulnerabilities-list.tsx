import { useMemo } from "react";
import type { ImageVulnerability } from "../../../core/contract/api-images.ts";
import type { Image } from "../../../core/contract/image.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import type { ListColumn, ListDefinition, ListFilter } from "../list/list-definition.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesReading } from "./image-readings.ts";
import { notAssessedOf } from "./not-assessed.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { PackageName } from "./package-name.tsx";
import { References } from "./references.tsx";
import { Severity } from "./severity.tsx";
import { VULNERABILITIES_LIST } from "./use-image-view.ts";
import { furtherColumns } from "./vulnerability-columns.tsx";
import { VulnerabilityName } from "./vulnerability-name.tsx";
import { Why } from "./why.tsx";

type ImageTexts = (typeof imageTexts)["en"];
type PartsTexts = (typeof partsTexts)["en"];

/** The list of an image's vulnerabilities: one row a package and advisory. */
export function useVulnerabilitiesList(image: Image): ListDefinition<ImageVulnerability> {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const { imageId } = image;
  const missing = formats.list(notAssessedOf(image));
  return useMemo(
    () => ({
      name: VULNERABILITIES_LIST,
      isNested: true,
      title: texts.tabs.vulnerabilities,
      reading: vulnerabilitiesReading(imageId),
      columns: [...columnsOf(texts, parts), ...furtherColumns(texts, parts)],
      filters: filtersOf(texts, parts),
      defaultOrder: "-severity",
      idOf: ({ advisoryId, purl }) => `${advisoryId} ${purl}`,
      nameOf: ({ id, packageName }) => `${id} ${packageName}`,
      empty: (
        <NothingFound
          title={texts.noVulnerabilitiesTitle}
          lead={
            missing === "" ? texts.noVulnerabilitiesLead : texts.noVulnerabilitiesPartly(missing)
          }
        />
      ),
    }),
    [imageId, missing, texts, parts],
  );
}

function columnsOf(
  texts: ImageTexts,
  parts: PartsTexts,
): readonly ListColumn<ImageVulnerability>[] {
  return [
    {
      id: "id",
      label: texts.vulnerability,
      cell: ({ id }) => <VulnerabilityName id={id} />,
      value: ({ id }) => id,
      orders: { ascending: "id" },
      isRowHeader: true,
      width: 180,
    },
    {
      id: "severity",
      label: texts.severity,
      cell: (vulnerability) => <Severity vulnerability={vulnerability} />,
      value: ({ severity }) => parts.severities[severity],
      orders: { descending: "-severity" },
      width: 170,
    },
    {
      id: "package",
      label: texts.package,
      cell: ({ purl, packageName }) => <PackageName purl={purl} name={packageName} />,
      value: ({ packageName }) => packageName,
      orders: { ascending: "package" },
      width: 180,
    },
    {
      id: "why",
      label: texts.why,
      cell: (vulnerability) => <Why vulnerability={vulnerability} />,
      value: ({ packageVersion, affectedRange, status }) =>
        status === "affected"
          ? texts.inRange(packageVersion, affectedRange)
          : texts.notCompared(packageVersion, affectedRange),
      width: 320,
    },
    {
      id: "fixed",
      label: texts.fixed,
      cell: ({ fixedVersion }) =>
        fixedVersion === undefined ? (
          <Muted>{texts.notFixed}</Muted>
        ) : (
          <ForeignText>{fixedVersion}</ForeignText>
        ),
      value: ({ fixedVersion }) => fixedVersion ?? null,
      width: 150,
    },
    {
      id: "layer",
      label: texts.layer,
      cell: ({ layer }) => layer + 1,
      value: ({ layer }) => layer + 1,
      minWidth: 80,
      width: 90,
    },
    {
      id: "references",
      label: texts.references,
      cell: (vulnerability) => <References vulnerability={vulnerability} />,
      value: ({ references = [] }) => references.join(" "),
      width: 140,
    },
  ];
}

function filtersOf(texts: ImageTexts, parts: PartsTexts): readonly ListFilter[] {
  return [
    { parameter: "package", label: texts.package, operator: "^", isDefault: true },
    {
      parameter: "severity",
      label: texts.severity,
      operator: "=",
      values: SEVERITIES.map((value) => ({ value, label: parts.severities[value] })),
    },
    {
      parameter: "fixable",
      label: texts.fixable,
      operator: "=",
      values: [
        { value: "true", label: texts.fixableValues.true },
        { value: "false", label: texts.fixableValues.false },
      ],
    },
  ];
}
