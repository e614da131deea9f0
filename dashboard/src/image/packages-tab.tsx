import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Image } from "../../../core/contract/image.ts";
import { List } from "../list/list.tsx";
import { LayerFilter } from "./layer-filter.tsx";
import { hasResults, NotAnalyzed } from "./not-analyzed.tsx";
import { usePackagesList } from "./packages-list.tsx";
import { useImageView } from "./use-image-view.ts";

/** The packages of an image, or of one of its layers. */
export function PackagesTab({ image }: { readonly image: Image }) {
  const { layer } = useImageView();
  const definition = usePackagesList(image.imageId);
  if (!hasResults(image)) return <NotAnalyzed image={image} />;
  return (
    <SpaceBetween size="s">
      <LayerFilter image={image} />
      <List definition={definition} query={{ layer }} />
    </SpaceBetween>
  );
}
