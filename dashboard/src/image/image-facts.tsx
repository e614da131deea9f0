import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { Bytes } from "../parts/bytes.tsx";
import { Digest } from "../parts/digest.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { ImageState } from "../parts/image-state.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { repositoryPage } from "../repository/repository-readings.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { imagesTexts } from "../texts/images/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { AllTags } from "./all-tags.tsx";
import { Platforms } from "./platforms.tsx";

/** What an image is, and where its analysis is. */
export function ImageFacts({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const images = useTexts(imagesTexts);
  const parts = useTexts(partsTexts);
  const { digest, indexDigest, distribution } = image;
  const items: readonly (readonly [string, ReactNode])[] = [
    [texts.state, <ImageState state={image.state} reason={image.stateReason} />],
    [
      texts.vulnerabilities,
      <SeverityCounts counts={image.vulnerabilities} assessed={image.assessed} />,
    ],
    [
      images.repository,
      <PageLink to={repositoryPage(image)}>
        <ForeignText>{image.repository}</ForeignText>
      </PageLink>,
    ],
    [texts.tags, <AllTags tags={image.tags} />],
    [texts.digest, <Digest digest={digest} />],
    [
      texts.indexDigest,
      indexDigest === null ? <Muted>{texts.noIndex}</Muted> : <Digest digest={indexDigest} />,
    ],
    [indexDigest === null ? texts.platform : texts.platforms, <Platforms image={image} />],
    [
      texts.distribution,
      distribution === null ? (
        <Muted>{parts.unknown}</Muted>
      ) : (
        <ForeignText>{distribution}</ForeignText>
      ),
    ],
    [texts.size, <Bytes value={image.size} />],
    [
      texts.pushed,
      image.pushedAt === null ? (
        <Muted>{parts.unknown}</Muted>
      ) : (
        <RelativeTime at={image.pushedAt} />
      ),
    ],
    [texts.analyzed, <RelativeTime at={image.analyzedAt} />],
  ];
  return (
    <Container header={<Header variant="h2">{texts.about}</Header>}>
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={items.map(([label, value]) => ({ label, value }))}
      />
    </Container>
  );
}
