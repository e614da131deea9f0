import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TokenGroup from "@cloudscape-design/components/token-group";
import type { Image } from "../../../core/contract/image.ts";
import { useApi } from "../api/hooks.ts";
import { isolated } from "../parts/isolated.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { layersReading } from "./image-readings.ts";
import { instructionOf } from "./instruction.tsx";
import { useImageView } from "./use-image-view.ts";

/** Characters of an instruction that a token has room for. */
const MAX_INSTRUCTION = 60;

/** Above a list that shows one layer alone: which, and the way back to all. */
export function LayerFilter({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const { layer, chooseLayer } = useImageView();
  const isChosen = layer !== undefined;
  const { data } = useApi(layersReading(image.imageId), { poll: false, enabled: isChosen });
  if (!isChosen) return null;
  const instruction = instructionOf(data?.items[layer]?.createdBy);
  const label =
    instruction === undefined
      ? texts.layerNumber(layer)
      : texts.layerName(layer, isolated(shortened(instruction)));
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Box variant="span">{texts.onlyOfLayer}</Box>
      <TokenGroup
        items={[{ label, dismissLabel: texts.allLayers }]}
        onDismiss={() => {
          chooseLayer(undefined);
        }}
      />
    </SpaceBetween>
  );
}

function shortened(text: string): string {
  return text.length <= MAX_INSTRUCTION ? text : `${text.slice(0, MAX_INSTRUCTION)}…`;
}
