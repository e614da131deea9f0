import Popover from "@cloudscape-design/components/popover";
import StatusIndicator, {
  type StatusIndicatorProps,
} from "@cloudscape-design/components/status-indicator";
import type { ImageState as State } from "../../../core/contract/vocabulary.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

const TYPES: Readonly<Record<State, StatusIndicatorProps.Type>> = {
  queued: "pending",
  analyzing: "in-progress",
  analyzed: "success",
  failed: "error",
  unsupported: "info",
  deleted: "stopped",
};

interface ImageStateProps {
  readonly state: State;
  /** What happened, why, and what to do; opens on demand. */
  readonly reason: string | null;
}

/** Where an image's analysis is, with the reason for who asks. */
export function ImageState({ state, reason }: ImageStateProps) {
  const texts = useTexts(partsTexts);
  const isPart = state === "analyzed" && reason !== null;
  const indicator = (
    <StatusIndicator type={isPart ? "warning" : TYPES[state]}>
      {isPart ? texts.incomplete : texts.states[state]}
    </StatusIndicator>
  );
  if (reason === null) return indicator;
  return (
    <Popover header={texts.states[state]} content={reason} size="large">
      {indicator}
    </Popover>
  );
}
