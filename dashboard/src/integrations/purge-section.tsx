import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { IntegrationPurge } from "../../../core/contract/api-integrations.ts";
import { RelativeTime } from "../parts/relative-time.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

const COUNTS = ["repositories", "images", "others", "tags", "documents"] as const;

interface PurgeSectionProps {
  readonly removedAt: string;
  /** Null: it is too long ago. */
  readonly purge: IntegrationPurge | null;
}

/** How far the purge of what was stored is, and what it was. */
export function PurgeSection({ removedAt, purge }: PurgeSectionProps) {
  const texts = useTexts(integrationsTexts);
  const formats = useFormats();
  return (
    <Container header={<Header variant="h2">{texts.purgeTitle}</Header>}>
      <SpaceBetween size="m">
        <div role="status">
          <PurgeState purge={purge} />
        </div>
        <KeyValuePairs
          columns={3}
          items={[
            { label: texts.removedAt, value: <RelativeTime at={removedAt} /> },
            ...(purge === null
              ? []
              : COUNTS.map((name) => ({
                  label: texts.purged[name],
                  value: formats.number(purge[name]),
                }))),
          ]}
        />
        {purge !== null && <Box variant="small">{texts.purgeKept}</Box>}
      </SpaceBetween>
    </Container>
  );
}

function PurgeState({ purge }: Pick<PurgeSectionProps, "purge">) {
  const texts = useTexts(integrationsTexts);
  const formats = useFormats();
  if (purge === null) return <StatusIndicator type="info">{texts.purgeForgotten}</StatusIndicator>;
  if (purge.state === "purged") {
    const at = purge.finishedAt === null ? "" : formats.dateTime(purge.finishedAt);
    return <StatusIndicator type="success">{texts.purgeDone(at)}</StatusIndicator>;
  }
  const word = purge.startedAt === null ? texts.purgeBegins : texts.purging;
  return <StatusIndicator type="in-progress">{word}</StatusIndicator>;
}
