import Box from "@cloudscape-design/components/box";
import { useMemo } from "react";
import type { PackageDifference } from "../../../core/contract/api-compare.ts";
import { PACKAGE_CHANGES, PACKAGE_TYPES } from "../../../core/contract/vocabulary.ts";
import type { ListColumn, ListDefinition } from "../list/list-definition.ts";
import { List } from "../list/list.tsx";
import { packagePage } from "../packages/package-readings.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type Pair, packageDifferencesReading } from "./compare-readings.ts";

type CompareTexts = (typeof compareTexts)["en"];
type PackagesTexts = (typeof packagesTexts)["en"];

interface PackageDifferencesProps extends Pair {
  /** Packages that both have. */
  readonly unchanged: number;
}

/** The packages that differ between two images. */
export function PackageDifferences({ from, to, unchanged }: PackageDifferencesProps) {
  const texts = useTexts(compareTexts);
  const packages = useTexts(packagesTexts);
  const definition = useMemo(() => definitionOf(texts, packages), [texts, packages]);
  const lead = texts.unchangedPackages(unchanged);
  return <List definition={definition} lead={lead} query={{ from, to }} />;
}

function definitionOf(
  texts: CompareTexts,
  packages: PackagesTexts,
): ListDefinition<PackageDifference> {
  return {
    name: "packageChanges",
    title: texts.packages,
    reading: packageDifferencesReading,
    columns: columnsOf(texts, packages),
    filters: [
      {
        parameter: "change",
        label: texts.change,
        operator: "=",
        values: PACKAGE_CHANGES.map((value) => ({ value, label: texts.changes[value] })),
      },
      {
        parameter: "type",
        label: texts.type,
        operator: "=",
        values: PACKAGE_TYPES.map((value) => ({ value, label: packages.types[value] })),
      },
    ],
    idOf: ({ from, to }) => `${from?.purl ?? ""} ${to?.purl ?? ""}`,
    nameOf: ({ name }) => name,
    empty: <Box textAlign="center">{texts.packagesNone}</Box>,
    isNested: true,
  };
}

function columnsOf(
  texts: CompareTexts,
  packages: PackagesTexts,
): readonly ListColumn<PackageDifference>[] {
  return [
    {
      id: "name",
      label: texts.package,
      cell: ({ type, name }) => (
        <PageLink to={packagePage(type, name)}>
          <ForeignText>{name}</ForeignText>
        </PageLink>
      ),
      value: ({ name }) => name,
      isRowHeader: true,
      width: 240,
    },
    {
      id: "change",
      label: texts.change,
      cell: ({ change }) => texts.changes[change],
      value: ({ change }) => change,
      width: 140,
    },
    {
      id: "from",
      label: texts.fromVersion,
      cell: ({ from }) => <Version of={from} />,
      value: ({ from }) => from?.version ?? null,
      width: 200,
    },
    {
      id: "to",
      label: texts.toVersion,
      cell: ({ to }) => <Version of={to} />,
      value: ({ to }) => to?.version ?? null,
      width: 200,
    },
    {
      id: "type",
      label: texts.type,
      cell: ({ type }) => packages.types[type],
      value: ({ type }) => type,
      width: 150,
    },
  ];
}

function Version({ of: version }: { readonly of: PackageDifference["from"] }) {
  const texts = useTexts(compareTexts);
  if (version === null) return <Muted>{texts.absent}</Muted>;
  return <ForeignText>{version.version}</ForeignText>;
}
