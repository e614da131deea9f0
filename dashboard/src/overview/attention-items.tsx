import type { AttentionIntegration, Overview } from "../../../core/contract/api-overview.ts";
import { path } from "../api/reading.ts";
import { ECR_PAGE } from "../integrations/integration-readings.ts";
import { overviewTexts } from "../texts/overview/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import type { AttentionKind } from "./attention-item.tsx";
import { ImageExample, IntegrationExample, VulnerabilityExample } from "./examples.tsx";

/** Named of each kind: a glance, not a list. */
const EXAMPLES = 3;

/** Kinds of which there is something, the most urgent first. */
export function useAttentionItems(overview: Overview): readonly AttentionKind[] {
  const texts = useTexts(overviewTexts);
  const formats = useFormats();
  const { failing, newCritical, failed, waiting, missedEvents, unassessed, outdated } = overview;
  const kinds: readonly (AttentionKind & { readonly count: number })[] = [
    {
      id: "failing",
      count: failing.count,
      urgency: "error",
      title: texts.failing(failing.count),
      lead: texts.failingLead,
      examples: integrationsOf(failing.items, ({ statusReason }) => statusReason),
      to: ECR_PAGE,
    },
    {
      id: "newCritical",
      count: newCritical.count,
      urgency: "error",
      title: texts.newCritical(newCritical.count),
      lead: texts.newCriticalLead,
      examples: newCritical.items.map((vulnerability) => ({
        id: vulnerability.id,
        content: <VulnerabilityExample vulnerability={vulnerability} />,
      })),
      to: `${path`vulnerabilities?severity=critical&since=${overview.since}`}&order=-firstSeenAt`,
    },
    {
      id: "failed",
      count: failed.count,
      urgency: "error",
      title: texts.failed(failed.count),
      lead: texts.failedLead,
      examples: failed.items.map((image) => ({
        id: image.imageId,
        content: <ImageExample image={image} why={image.stateReason} />,
      })),
      to: "images?state=failed",
    },
    {
      id: "unassessed",
      count: unassessed.count,
      urgency: "warning",
      title: texts.unassessed(unassessed.count),
      lead: texts.unassessedLead,
      examples: unassessed.items.map((image) => {
        const missing = (image.assessed ?? [])
          .filter(({ coverage }) => coverage === "not-assessed")
          .map(({ ecosystem }) => ecosystem);
        const why = texts.notAssessed(formats.list(missing));
        return { id: image.imageId, content: <ImageExample image={image} why={why} /> };
      }),
      to: "images?unassessed=true",
    },
    {
      id: "missedEvents",
      count: missedEvents.count,
      urgency: "warning",
      title: texts.missedEvents(missedEvents.count),
      lead: texts.missedEventsLead,
      examples: integrationsOf(missedEvents.items, (one) => texts.missedPushes(one.missedEvents)),
      to: ECR_PAGE,
    },
    {
      id: "waiting",
      count: waiting.count,
      urgency: "pending",
      title: texts.waiting(waiting.count),
      lead: texts.waitingLead,
      examples: integrationsOf(waiting.items, ({ statusReason }) => statusReason),
      to: ECR_PAGE,
    },
    {
      id: "outdated",
      count: outdated.count,
      urgency: "info",
      title: texts.outdated(outdated.count),
      lead: texts.outdatedLead,
      examples: integrationsOf(outdated.items, () => null),
      to: ECR_PAGE,
    },
  ];
  return kinds
    .filter(({ count }) => count > 0)
    .map(({ examples, ...kind }) => ({ ...kind, examples: examples.slice(0, EXAMPLES) }));
}

function integrationsOf(
  items: readonly AttentionIntegration[],
  whyOf: (integration: AttentionIntegration) => string | null,
): AttentionKind["examples"] {
  return items.map((integration) => ({
    id: integration.integrationId,
    content: <IntegrationExample integration={integration} why={whyOf(integration)} />,
  }));
}
