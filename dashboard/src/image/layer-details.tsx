import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Image } from "../../../core/contract/image.ts";
import { Digest } from "../parts/digest.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Instruction } from "./instruction.tsx";
import type { IndexedLayer } from "./layer-columns.tsx";
import { imageTabPage } from "./use-image-view.ts";

interface LayerDetailsProps {
  readonly image: Image;
  readonly layer: IndexedLayer;
}

/** The layer that is chosen: its instruction whole, and the ways to what it brought. */
export function LayerDetails({ image, layer }: LayerDetailsProps) {
  const texts = useTexts(imageTexts);
  const { imageId } = image;
  const { index, createdBy, digest } = layer;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="m">
              <PageLink to={imageTabPage(imageId, "packages", index)}>
                {texts.showPackages}
              </PageLink>
              <PageLink to={imageTabPage(imageId, "vulnerabilities", index)}>
                {texts.showVulnerabilities}
              </PageLink>
            </SpaceBetween>
          }
        >
          {texts.layerNumber(index)}
        </Header>
      }
    >
      <KeyValuePairs
        columns={2}
        items={[
          { label: texts.instruction, value: <Instruction createdBy={createdBy} isWhole /> },
          { label: texts.digest, value: <Digest digest={digest} /> },
        ]}
      />
    </Container>
  );
}
