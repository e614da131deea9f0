import type { TableProps } from "@cloudscape-design/components/table";
import type { ImageLayer } from "../../../core/contract/api-images.ts";
import type { Image } from "../../../core/contract/image.ts";
import { Bytes } from "../parts/bytes.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import type { imageTexts } from "../texts/image/texts.ts";
import { Instruction } from "./instruction.tsx";
import { imageTabPage } from "./use-image-view.ts";

/** A layer with its place, 0 = the lowest. */
export interface IndexedLayer extends ImageLayer {
  readonly index: number;
}

/** Columns of the table of layers. */
export function layerColumns(
  { imageId, assessed }: Pick<Image, "imageId" | "assessed">,
  texts: (typeof imageTexts)["en"],
): TableProps.ColumnDefinition<IndexedLayer>[] {
  return [
    {
      id: "layer",
      header: texts.layer,
      cell: ({ index }) => index + 1,
      minWidth: 80,
      width: 80,
    },
    {
      id: "instruction",
      header: texts.instruction,
      cell: ({ createdBy }) => <Instruction createdBy={createdBy} />,
      isRowHeader: true,
      minWidth: 180,
      width: 440,
    },
    {
      id: "size",
      header: texts.layerSize,
      cell: ({ size }) => <Bytes value={size} />,
      minWidth: 90,
      width: 110,
    },
    {
      id: "packages",
      header: texts.layerPackages,
      cell: ({ index, packageCount }) =>
        packageCount === 0 ? (
          <Muted>{texts.brought(0)}</Muted>
        ) : (
          <PageLink
            to={imageTabPage(imageId, "packages", index)}
            ariaLabel={texts.broughtBy(packageCount, index)}
          >
            {texts.brought(packageCount)}
          </PageLink>
        ),
      minWidth: 130,
      width: 180,
    },
    {
      id: "vulnerabilities",
      header: texts.layerVulnerabilities,
      // Of a layer without packages nothing is to be found, whatever was assessed.
      cell: ({ packageCount, vulnerabilities }) =>
        packageCount === 0 ? null : <SeverityCounts counts={vulnerabilities} assessed={assessed} />,
      minWidth: 180,
      width: 260,
    },
  ];
}
