import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import type { ListColumn } from "../list/list-definition.ts";
import { ExternalLink } from "../parts/external-link.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import type { integrationsTexts } from "../texts/integrations/texts.ts";
import { CheckOutcome } from "./check-outcome.tsx";

/** Columns of the registries that are hidden until asked for; they stand in every export. */
export function furtherColumns(
  texts: (typeof integrationsTexts)["en"],
): readonly ListColumn<IntegrationSummary>[] {
  return [
    {
      id: "activation",
      label: texts.activation,
      cell: ({ activation }) => texts.activations[activation],
      value: ({ activation }) => activation,
      isHidden: true,
    },
    {
      id: "check",
      label: texts.lastCheck,
      cell: ({ lastCheck }) => <CheckOutcome outcome={lastCheck?.outcome} />,
      value: ({ lastCheck }) => lastCheck?.outcome ?? null,
      isHidden: true,
    },
    {
      id: "reason",
      label: texts.reason,
      cell: ({ statusReason }) =>
        statusReason === null ? (
          <Muted>{texts.none}</Muted>
        ) : (
          <ForeignText>{statusReason}</ForeignText>
        ),
      value: ({ statusReason }) => statusReason,
      isHidden: true,
      width: 320,
    },
    {
      id: "compared",
      label: texts.lastCompared,
      cell: ({ activity }) => <RelativeTime at={activity.lastReconciledAt} />,
      value: ({ activity }) => activity.lastReconciledAt,
      isHidden: true,
    },
    {
      id: "registry",
      label: texts.registry,
      cell: ({ registry }) => registry ?? <Muted>{texts.none}</Muted>,
      value: ({ registry }) => registry,
      isHidden: true,
      width: 320,
    },
    {
      id: "stack",
      label: texts.stack,
      cell: ({ connection }) =>
        connection === null ? (
          <Muted>{texts.none}</Muted>
        ) : (
          <ExternalLink href={connection.stackUrl}>{stackNameOf(connection.stackId)}</ExternalLink>
        ),
      value: ({ connection }) => connection?.stackId ?? null,
      isHidden: true,
      width: 240,
    },
    {
      id: "created",
      label: texts.created,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      value: ({ createdAt }) => createdAt,
      isHidden: true,
    },
  ];
}

/** The name in the ARN of a stack: `arn:…:stack/<name>/<id>`. */
export function stackNameOf(stackId: string): string {
  return stackId.split("/")[1] ?? stackId;
}
