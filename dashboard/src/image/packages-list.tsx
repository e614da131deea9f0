import { useMemo } from "react";
import type { ImagePackage } from "../../../core/contract/api-images.ts";
import { PACKAGE_TYPES } from "../../../core/contract/vocabulary.ts";
import type { ListColumn, ListDefinition, ListFilter } from "../list/list-definition.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { Purl } from "../parts/purl.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { packagesReading } from "./image-readings.ts";
import { NothingFound } from "./nothing-found.tsx";
import { Locations } from "./locations.tsx";
import { PackageName } from "./package-name.tsx";
import { PACKAGES_LIST } from "./use-image-view.ts";

type ImageTexts = (typeof imageTexts)["en"];

/** The list of an image's packages. */
export function usePackagesList(imageId: string): ListDefinition<ImagePackage> {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  return useMemo(
    () => ({
      name: PACKAGES_LIST,
      isNested: true,
      title: texts.tabs.packages,
      reading: packagesReading(imageId),
      columns: [...columnsOf(texts, parts.none), ...furtherColumns(texts, parts.none)],
      filters: filtersOf(texts),
      idOf: ({ purl }) => purl,
      nameOf: ({ name, version }) => `${name} ${version}`,
      empty: <NothingFound title={texts.noPackagesTitle} lead={texts.noPackagesLead} />,
    }),
    [imageId, texts, parts],
  );
}

function columnsOf(texts: ImageTexts, none: string): readonly ListColumn<ImagePackage>[] {
  return [
    {
      id: "name",
      label: texts.package,
      cell: ({ purl, name }) => <PackageName purl={purl} name={name} />,
      value: ({ name }) => name,
      isRowHeader: true,
      width: 240,
    },
    {
      id: "version",
      label: texts.version,
      cell: ({ version }) => <ForeignText>{version}</ForeignText>,
      value: ({ version }) => version,
      width: 160,
    },
    { id: "type", label: texts.type, cell: ({ type }) => type, value: ({ type }) => type },
    {
      id: "licenses",
      label: texts.licenses,
      cell: ({ licenses }) =>
        licenses.length === 0 ? (
          <Muted>{none}</Muted>
        ) : (
          <ForeignText>{licenses.join(", ")}</ForeignText>
        ),
      value: ({ licenses }) => licenses.join(" "),
      width: 180,
    },
    {
      id: "layer",
      label: texts.layer,
      cell: ({ locations }) => layerOf(locations[0]),
      value: ({ locations }) => layerOf(locations[0]),
      minWidth: 80,
      width: 90,
    },
    {
      id: "location",
      label: texts.location,
      cell: ({ locations }) => <Locations locations={locations} />,
      value: ({ locations }) => locations.map(({ path }) => path).join(" "),
      width: 320,
    },
  ];
}

/** Hidden until asked for. */
function furtherColumns(texts: ImageTexts, none: string): readonly ListColumn<ImagePackage>[] {
  return [
    {
      id: "source",
      label: texts.source,
      cell: ({ sourceName, sourceVersion }) =>
        sourceName === null ? (
          <Muted>{none}</Muted>
        ) : (
          <ForeignText>{[sourceName, sourceVersion ?? ""].join(" ").trim()}</ForeignText>
        ),
      value: ({ sourceName }) => sourceName,
      isHidden: true,
    },
    {
      id: "architecture",
      label: texts.architecture,
      cell: ({ architecture }) => architecture ?? <Muted>{none}</Muted>,
      value: ({ architecture }) => architecture,
      isHidden: true,
    },
    {
      id: "purl",
      label: texts.packageUrl,
      cell: ({ purl }) => <Purl purl={purl} />,
      value: ({ purl }) => purl,
      isHidden: true,
      width: 320,
    },
  ];
}

function filtersOf(texts: ImageTexts): readonly ListFilter[] {
  return [
    { parameter: "name", label: texts.package, operator: "^", isDefault: true },
    {
      parameter: "type",
      label: texts.type,
      operator: "=",
      values: PACKAGE_TYPES.map((value) => ({ value, label: value })),
    },
  ];
}

/** As people count: the lowest is 1. */
function layerOf(location: { readonly layer: number } | undefined): number | null {
  return location === undefined ? null : location.layer + 1;
}
