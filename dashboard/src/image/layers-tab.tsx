import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { useApi } from "../api/hooks.ts";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { layersReading } from "./image-readings.ts";
import { type IndexedLayer, layerColumns } from "./layer-columns.tsx";
import { LayerDetails } from "./layer-details.tsx";
import { hasResults, NotAnalyzed } from "./not-analyzed.tsx";
import { useImageView } from "./use-image-view.ts";

/** The layers of an image; the one that is chosen filters what the other tabs show. */
export function LayersTab({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const { imageId, assessed } = image;
  const { layer, chooseLayer } = useImageView();
  const read = useApi(layersReading(imageId), { enabled: hasResults(image) });
  const columns = useMemo(
    () => layerColumns({ imageId, assessed }, texts),
    [imageId, assessed, texts],
  );
  if (!hasResults(image)) return <NotAnalyzed image={image} />;
  if (read.data === undefined && read.error !== null) {
    return <ProblemAlert error={read.error} onRetry={read.refetch} />;
  }
  const layers = (read.data?.items ?? []).map((one, index): IndexedLayer => ({ ...one, index }));
  const chosen = layers.find(({ index }) => index === layer);
  return (
    <SpaceBetween size="l">
      <Table<IndexedLayer>
        variant="container"
        enableKeyboardNavigation
        resizableColumns
        trackBy={idOf}
        items={layers}
        loading={read.data === undefined}
        loadingText={texts.loading}
        columnDefinitions={columns}
        selectionType="single"
        selectedItems={chosen ? [chosen] : []}
        onSelectionChange={({ detail }) => {
          chooseLayer(detail.selectedItems[0]?.index);
        }}
        ariaLabels={{
          tableLabel: texts.tabs.layers,
          selectionGroupLabel: texts.layer,
          itemSelectionLabel: (_, { index }) => texts.selectLayer(index),
        }}
        header={
          <Header
            variant="h2"
            description={texts.layersLead}
            actions={
              <Button
                disabled={layer === undefined}
                onClick={() => {
                  chooseLayer(undefined);
                }}
              >
                {texts.allLayers}
              </Button>
            }
          >
            {texts.tabs.layers}
          </Header>
        }
        empty={<Box textAlign="center">{texts.noLayers}</Box>}
      />
      {chosen && <LayerDetails image={image} layer={chosen} />}
    </SpaceBetween>
  );
}

function idOf({ index }: IndexedLayer): string {
  return String(index);
}
