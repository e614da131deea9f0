import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Image } from "../../../core/contract/image.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Whether an analysis has left results, be they of an earlier one. */
export function hasResults({ packageCount }: Pick<Image, "packageCount">): boolean {
  return packageCount !== null;
}

/** In the place of results that there are none of yet: the page says above what to do. */
export function NotAnalyzed({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const isOver = image.state === "failed" || image.state === "unsupported";
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="xs">
        <Box variant="strong">{texts.notAnalyzedTitle}</Box>
        <Box variant="p">{isOver ? (image.stateReason ?? "") : texts.queuedLead}</Box>
      </SpaceBetween>
    </Box>
  );
}
