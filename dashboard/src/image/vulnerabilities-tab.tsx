import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Image } from "../../../core/contract/image.ts";
import { List } from "../list/list.tsx";
import { LayerFilter } from "./layer-filter.tsx";
import { hasResults, NotAnalyzed } from "./not-analyzed.tsx";
import { NotAssessed } from "./not-assessed.tsx";
import { useImageView } from "./use-image-view.ts";
import { useVulnerabilitiesList } from "./vulnerabilities-list.tsx";

/** The vulnerabilities of an image, or of one of its layers, and what was not looked at for any. */
export function VulnerabilitiesTab({ image }: { readonly image: Image }) {
  const { layer } = useImageView();
  const definition = useVulnerabilitiesList(image);
  if (!hasResults(image)) return <NotAnalyzed image={image} />;
  return (
    <SpaceBetween size="s">
      <NotAssessed image={image} />
      <LayerFilter image={image} />
      <List definition={definition} query={{ layer }} />
    </SpaceBetween>
  );
}
