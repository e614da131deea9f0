import Box from "@cloudscape-design/components/box";
import Popover from "@cloudscape-design/components/popover";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import type { IntegrationStatus as Status } from "../../../core/contract/vocabulary.ts";
import { ExternalLink } from "../parts/external-link.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useStatusWord } from "./status-words.ts";

const TYPES: Readonly<Record<Status, StatusIndicatorProps.Type>> = {
  pending: "pending",
  connected: "success",
  error: "error",
};

interface IntegrationStatusProps {
  readonly integration: IntegrationSummary;
}

/** Where an integration is: Pending leads back to the wizard, an error says why and what to do. */
export function IntegrationStatus({ integration }: IntegrationStatusProps) {
  const texts = useTexts(integrationsTexts);
  const word = useStatusWord()(integration);
  const { status, statusReason, launch } = integration;
  if (isWaiting(integration)) {
    return (
      <Explained header={texts.waiting} lines={[texts.waitingLead]}>
        <StatusIndicator type="pending">{texts.waiting}</StatusIndicator>
      </Explained>
    );
  }
  if (status === "pending" && launch?.url) {
    return (
      <StatusIndicator type="pending">
        <ExternalLink href={launch.url}>{word}</ExternalLink>
      </StatusIndicator>
    );
  }
  const advice = adviceOn(status, texts);
  const lines = [...(statusReason === null ? [] : [statusReason]), ...advice];
  // Connected, and yet there is something to be told: the last update was refused, for example.
  const type = status === "connected" && statusReason !== null ? "warning" : TYPES[status];
  const indicator = <StatusIndicator type={type}>{word}</StatusIndicator>;
  if (lines.length === 0) return indicator;
  return (
    <Explained header={word} lines={lines}>
      {indicator}
    </Explained>
  );
}

/** Whether its account came by an enrollment and nobody has let it in yet. */
export function isWaiting({ enrollment }: Pick<IntegrationSummary, "enrollment">): boolean {
  return enrollment?.approval === "waiting";
}

function adviceOn(status: Status, texts: (typeof integrationsTexts)["en"]): readonly string[] {
  switch (status) {
    case "pending":
      return [texts.pendingAdvice];
    case "error":
      return [texts.errorAdvice];
    case "connected":
      return [];
  }
}

interface ExplainedProps {
  readonly header: string;
  readonly lines: readonly string[];
  readonly children: ReactNode;
}

function Explained({ header, lines, children }: ExplainedProps) {
  const content = (
    <SpaceBetween size="xs">
      {lines.map((line) => (
        <Box key={line} variant="p">
          {line}
        </Box>
      ))}
    </SpaceBetween>
  );
  return (
    <Popover header={header} content={content} size="large">
      {children}
    </Popover>
  );
}
