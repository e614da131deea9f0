import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { imagePage } from "./image-readings.ts";

/** What an image's page shows below its facts. */
export const IMAGE_TABS = [
  "layers",
  "packages",
  "vulnerabilities",
  "configuration",
  "analyses",
  "assessed",
] as const;
export type ImageTab = (typeof IMAGE_TABS)[number];

/** Names of the lists of the tabs: their parameters in the address begin so. */
export const PACKAGES_LIST = "image-packages";
export const VULNERABILITIES_LIST = "image-vulnerabilities";

/** What of an image is shown; all of it is in the page's address. */
export interface ImageView {
  readonly tab: ImageTab;
  /** Index of the layer that is chosen: packages and vulnerabilities are of it alone. */
  readonly layer: number | undefined;
  readonly showTab: (tab: ImageTab) => void;
  readonly chooseLayer: (layer: number | undefined) => void;
}

/** The view as the address has it. */
export function useImageView(): ImageView {
  const [parameters, setParameters] = useSearchParams();
  return useMemo(() => {
    const asked = parameters.get("tab");
    const layer = parameters.get("layer") ?? "";
    return {
      tab: IMAGE_TABS.find((one) => one === asked) ?? IMAGE_TABS[0],
      layer: /^\d{1,4}$/.test(layer) ? Number(layer) : undefined,
      showTab(tab) {
        const next = new URLSearchParams(parameters);
        next.set("tab", tab);
        setParameters(next);
      },
      chooseLayer(chosen) {
        const next = new URLSearchParams(parameters);
        // A page of the list of all layers is no page of this one's.
        for (const list of [PACKAGES_LIST, VULNERABILITIES_LIST]) {
          next.delete(`${list}.cursor`);
          next.delete(`${list}.page`);
        }
        if (chosen === undefined) next.delete("layer");
        else next.set("layer", String(chosen));
        setParameters(next);
      },
    };
  }, [parameters, setParameters]);
}

/** Path of an image's page that shows one tab, of one layer alone if it is given. */
export function imageTabPage(imageId: string, tab: ImageTab, layer?: number): string {
  const query = new URLSearchParams({ tab });
  if (layer !== undefined) query.set("layer", String(layer));
  return `${imagePage(imageId)}?${query.toString()}`;
}
