import { useMemo } from "react";
import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import type { ListColumn, ListDefinition, ListFilter } from "../../list/list-definition.ts";
import { ForeignText } from "../../parts/foreign-text.tsx";
import { Muted } from "../../parts/muted.tsx";
import { RelativeTime } from "../../parts/relative-time.tsx";
import { SeverityCounts } from "../../parts/severity-counts.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { retentionTexts } from "../../texts/retention/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { describeRetention } from "../retention/retention-words.ts";
import { RepositoriesEmpty } from "./repositories-empty.tsx";
import { RepositoryActivation } from "./repository-activation.tsx";
import { RepositoryName } from "./repository-name.tsx";
import { idOfRepository, repositoriesReading } from "./repository-readings.ts";

type RepositoriesTexts = (typeof repositoriesTexts)["en"];
type RetentionTexts = (typeof retentionTexts)["en"];

/** The list of repositories. */
export function useRepositoriesList(): ListDefinition<RepositorySummary> {
  const texts = useTexts(repositoriesTexts);
  const limits = useTexts(retentionTexts);
  return useMemo(
    () => ({
      name: "repositories",
      title: texts.title,
      reading: repositoriesReading,
      columns: [
        ...columnsOf(texts),
        retentionColumn(texts, limits),
        registryColumn(texts),
        ...furtherColumns(texts),
      ],
      filters: filtersOf(texts),
      defaultOrder: "name",
      idOf: idOfRepository,
      nameOf: ({ name }) => name,
      empty: <RepositoriesEmpty />,
    }),
    [texts, limits],
  );
}

function columnsOf(texts: RepositoriesTexts): readonly ListColumn<RepositorySummary>[] {
  return [
    {
      id: "name",
      label: texts.name,
      cell: (repository) => <RepositoryName repository={repository} />,
      value: ({ name }) => name,
      orders: { ascending: "name" },
      isRowHeader: true,
      width: 200,
    },
    {
      id: "activated",
      label: texts.activation,
      cell: (repository) => <RepositoryActivation repository={repository} />,
      value: ({ activated }) => (activated ? texts.activated : texts.notActivated),
      width: 175,
    },
    {
      id: "imageCount",
      label: texts.images,
      cell: ({ imageCount }) => imageCount,
      value: ({ imageCount }) => imageCount,
      width: 90,
    },
    {
      id: "latest",
      label: texts.latestPush,
      cell: ({ latest }) =>
        latest === null ? <Muted>{texts.noImages}</Muted> : <RelativeTime at={latest.pushedAt} />,
      value: ({ latest }) => latest?.pushedAt ?? null,
      width: 135,
    },
    {
      id: "vulnerabilities",
      label: texts.vulnerabilities,
      cell: ({ latest }) =>
        latest === null ? (
          <Muted>{texts.noImages}</Muted>
        ) : (
          <SeverityCounts counts={latest.vulnerabilities} />
        ),
      width: 190,
    },
  ];
}

function retentionColumn(
  texts: RepositoriesTexts,
  limits: RetentionTexts,
): ListColumn<RepositorySummary> {
  const describe = ({ retention }: RepositorySummary) =>
    retention === null ? limits.asRegistry : describeRetention(retention, limits);
  return {
    id: "retention",
    label: texts.retention,
    cell: (repository) =>
      repository.retention === null ? <Muted>{describe(repository)}</Muted> : describe(repository),
    value: describe,
    width: 150,
  };
}

function registryColumn(texts: RepositoriesTexts): ListColumn<RepositorySummary> {
  return {
    id: "registry",
    label: texts.registry,
    cell: ({ registry }) => <ForeignText>{registry}</ForeignText>,
    value: ({ registry }) => registry,
    width: 150,
  };
}

/** Hidden until asked for; what they say stands in every export. */
function furtherColumns(texts: RepositoriesTexts): readonly ListColumn<RepositorySummary>[] {
  return [
    {
      id: "chosen",
      label: texts.chosen,
      cell: ({ chosen }) => (chosen ? texts.yes : texts.no),
      value: ({ chosen }) => (chosen ? texts.yes : texts.no),
      isHidden: true,
    },
    {
      id: "tags",
      label: texts.latestTags,
      cell: ({ latest }) => <ForeignText>{latest?.tags.join(", ") ?? ""}</ForeignText>,
      value: ({ latest }) => latest?.tags.join(" ") ?? null,
      isHidden: true,
      width: 180,
    },
    {
      id: "integration",
      label: texts.integration,
      cell: ({ integrationId }) => <code>{integrationId}</code>,
      value: ({ integrationId }) => integrationId,
      isHidden: true,
      width: 180,
    },
  ];
}

function filtersOf(texts: RepositoriesTexts): readonly ListFilter[] {
  return [
    { parameter: "name", label: texts.name, operator: "^", isDefault: true },
    {
      parameter: "activated",
      label: texts.activation,
      operator: "=",
      values: [
        { value: "true", label: texts.activated },
        { value: "false", label: texts.notActivated },
      ],
    },
    { parameter: "registry", label: texts.registry, operator: "=" },
    { parameter: "integrationId", label: texts.integration, operator: "=" },
  ];
}
