import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Overview } from "../../../core/contract/api-overview.ts";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { AttentionItem } from "./attention-item.tsx";
import { useAttentionItems } from "./attention-items.tsx";

/** What somebody should look at today, the most urgent first; or that there is nothing. */
export function Attention({ overview }: { readonly overview: Overview }) {
  const texts = useTexts(overviewTexts);
  const items = useAttentionItems(overview);
  // Of an organization without images nothing was looked at: its first steps stand there alone.
  if (overview.totals.images === 0 && items.length === 0) return null;
  return (
    <Container
      header={
        <Header variant="h2" {...(items.length > 0 && { counter: `(${items.length})` })}>
          {texts.attention}
        </Header>
      }
    >
      <div className="scout-attention">
        {items.length === 0 && (
          <div>
            <StatusIndicator type="success">{texts.nothingTitle}</StatusIndicator>
            <Box variant="p" color="text-body-secondary">
              {texts.nothingLead}
            </Box>
          </div>
        )}
        {items.map((item) => (
          <AttentionItem key={item.id} item={item} />
        ))}
      </div>
    </Container>
  );
}
