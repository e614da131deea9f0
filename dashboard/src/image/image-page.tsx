import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";
import { useApi } from "../api/hooks.ts";
import { Page } from "../app/page.tsx";
import { nameOfImage } from "../images/image-name.tsx";
import { imageReading } from "../images/image-readings.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { isolated } from "../parts/isolated.ts";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { repositoryPage } from "../repository/repository-readings.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { imagesTexts } from "../texts/images/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ImageActions } from "./image-actions.tsx";
import { ImageFacts } from "./image-facts.tsx";
import { ImageGone } from "./image-gone.tsx";
import { ImageTabs } from "./image-tabs.tsx";
import { StateAlert } from "./state-alert.tsx";

/** One image: what it is, what is in it, what is wrong with it. */
export function ImagePage() {
  const texts = useTexts(imageTexts);
  const images = useTexts(imagesTexts);
  const { imageId = "" } = useParams();
  const { data, error, refetch } = useApi(imageReading(imageId));
  const crumbs = [{ text: images.title, to: "images" }];
  if (error?.code === "image-not-found") {
    return (
      <Page title={texts.image} crumbs={crumbs}>
        <ImageGone />
      </Page>
    );
  }
  if (data === undefined) {
    return (
      <Page title={texts.image} crumbs={crumbs}>
        <ProblemAlert error={error} onRetry={refetch} />
      </Page>
    );
  }
  const name = short(nameOfImage(data));
  return (
    <Page
      title={isolated(name)}
      heading={<ForeignText>{name}</ForeignText>}
      lead={data.registry}
      crumbs={[...crumbs, { text: isolated(short(data.repository)), to: repositoryPage(data) }]}
      actions={<ImageActions image={data} />}
    >
      <SpaceBetween size="l">
        {error !== null && <StaleAlert error={error} />}
        <StateAlert image={data} />
        <ImageFacts image={data} />
        <ImageTabs image={data} />
      </SpaceBetween>
    </Page>
  );
}

/** Characters of a name that a heading has room for. */
const MAX_NAME = 160;

function short(name: string): string {
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME)}…`;
}
