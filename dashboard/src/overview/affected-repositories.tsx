import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { RepositorySummary } from "../../../core/contract/api-repositories.ts";
import { useList } from "../api/hooks.ts";
import { imagePage } from "../image/image-readings.ts";
import { Tags } from "../images/tags.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { repositoryPage } from "../repository/repository-readings.ts";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { affectedReading } from "./overview-readings.ts";

/** The repositories whose latest images have the worst vulnerabilities. */
export function AffectedRepositories() {
  const texts = useTexts(overviewTexts);
  const { data, error, refetch } = useList(affectedReading());
  if (data === undefined && error !== null) return <ProblemAlert error={error} onRetry={refetch} />;
  return (
    <Table<RepositorySummary>
      variant="container"
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: texts.affected }}
      header={
        <Header variant="h2" description={texts.affectedLead}>
          {texts.affected}
        </Header>
      }
      loading={data === undefined}
      loadingText={texts.loading}
      trackBy={({ integrationId, name }) => `${integrationId} ${name}`}
      items={(data?.items ?? []).filter(isAffected)}
      empty={<Box textAlign="center">{texts.affectedNone}</Box>}
      columnDefinitions={[
        {
          id: "repository",
          header: texts.repository,
          isRowHeader: true,
          cell: ({ name, registry }) => (
            <PageLink to={repositoryPage({ registry, repository: name })}>
              <ForeignText>{name}</ForeignText>
            </PageLink>
          ),
        },
        {
          id: "vulnerabilities",
          header: texts.vulnerabilities,
          cell: ({ latest }) => <SeverityCounts counts={latest?.vulnerabilities ?? null} />,
        },
        { id: "latest", header: texts.latest, cell: ({ latest }) => <Latest latest={latest} /> },
        {
          id: "pushedAt",
          header: texts.pushed,
          cell: ({ latest }) => <RelativeTime at={latest?.pushedAt ?? null} />,
        },
      ]}
    />
  );
}

function Latest({ latest }: Pick<RepositorySummary, "latest">) {
  if (latest === null) return null;
  return (
    <PageLink to={imagePage(latest.imageId)}>
      <Tags tags={latest.tags} />
    </PageLink>
  );
}

function isAffected({ latest }: RepositorySummary): boolean {
  return Object.values(latest?.vulnerabilities ?? {}).some((count) => count > 0);
}
