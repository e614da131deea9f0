import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";
import { useApi } from "../api/hooks.ts";
import { Page } from "../app/page.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ECR_PAGE, removalReading } from "./integration-readings.ts";
import { LeftStack } from "./left-stack.tsx";
import { PurgeSection } from "./purge-section.tsx";

/** What went with a removed integration, and the stack that is left to delete. */
export function RemovalPage() {
  const texts = useTexts(integrationsTexts);
  const { integrationId = "" } = useParams();
  const { data, error, refetch } = useApi(removalReading(integrationId));
  return (
    <Page title={texts.removedTitle} crumbs={[{ text: texts.title, to: ECR_PAGE }]}>
      {data === undefined ? (
        <ProblemAlert error={error} onRetry={refetch} />
      ) : (
        <SpaceBetween size="l">
          <LeftStack stack={data.stack} />
          <PurgeSection removedAt={data.removedAt} purge={data.purge} />
        </SpaceBetween>
      )}
    </Page>
  );
}
