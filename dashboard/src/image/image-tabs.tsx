import Tabs, { type TabsProps } from "@cloudscape-design/components/tabs";
import type { ReactNode } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { AnalysesTab } from "./analyses-tab.tsx";
import { AssessedTab } from "./assessed-tab.tsx";
import { ConfigurationTab } from "./configuration-tab.tsx";
import { LayersTab } from "./layers-tab.tsx";
import { PackagesTab } from "./packages-tab.tsx";
import { IMAGE_TABS, type ImageTab, useImageView } from "./use-image-view.ts";
import { VulnerabilitiesTab } from "./vulnerabilities-tab.tsx";

/** What is known of an image, in parts, of which one is read and shown. */
export function ImageTabs({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const formats = useFormats();
  const view = useImageView();
  const counts = countsOf(image);
  const tabs = IMAGE_TABS.map((id): TabsProps.Tab => {
    const count = counts[id];
    const name = texts.tabs[id];
    return {
      id,
      label: count === undefined ? name : texts.tab(name, formats.number(count)),
      content: contentOf(id, image),
    };
  });
  return (
    <Tabs
      ariaLabel={texts.sections}
      activeTabId={view.tab}
      tabs={tabs}
      onChange={({ detail }) => {
        const tab = IMAGE_TABS.find((one) => one === detail.activeTabId);
        if (tab) view.showTab(tab);
      }}
    />
  );
}

function contentOf(tab: ImageTab, image: Image): ReactNode {
  switch (tab) {
    case "layers":
      return <LayersTab image={image} />;
    case "packages":
      return <PackagesTab image={image} />;
    case "vulnerabilities":
      return <VulnerabilitiesTab image={image} />;
    case "configuration":
      return <ConfigurationTab image={image} />;
    case "analyses":
      return <AnalysesTab image={image} />;
    case "assessed":
      return <AssessedTab image={image} />;
  }
}

function countsOf({ packageCount, vulnerabilities }: Image): Partial<Record<ImageTab, number>> {
  return {
    ...(packageCount !== null && { packages: packageCount }),
    ...(vulnerabilities && {
      vulnerabilities: SEVERITIES.reduce((sum, severity) => sum + vulnerabilities[severity], 0),
    }),
  };
}
