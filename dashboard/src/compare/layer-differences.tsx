import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { ImageComparison } from "../../../core/contract/api-compare.ts";
import { Bytes } from "../parts/bytes.tsx";
import { Digest } from "../parts/digest.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";

type Layers = ImageComparison["layers"];
type Place = "shared" | "from" | "to";

interface Row {
  /** Digests repeat: an empty layer may stand twice in an image. */
  readonly id: string;
  readonly place: Place;
  readonly layer: Layers["shared"][number];
}

/** The layers of both images: those that both have, then those of each alone. */
export function LayerDifferences({ layers }: { readonly layers: Layers }) {
  const texts = useTexts(compareTexts);
  const formats = useFormats();
  const words = { shared: texts.inBoth, from: texts.onlyFrom, to: texts.onlyTo };
  return (
    <Table<Row>
      variant="container"
      enableKeyboardNavigation
      resizableColumns
      wrapLines
      ariaLabels={{ tableLabel: texts.layersTitle }}
      header={
        <Header variant="h2" description={texts.layersLead}>
          {texts.layersTitle}
        </Header>
      }
      trackBy="id"
      items={rowsOf(layers)}
      columnDefinitions={[
        {
          id: "place",
          header: texts.inImage,
          minWidth: 130,
          width: 150,
          cell: ({ place }) => words[place],
        },
        {
          id: "instruction",
          header: texts.instruction,
          isRowHeader: true,
          minWidth: 260,
          width: 460,
          cell: ({ layer: { createdBy } }) =>
            createdBy === undefined ? (
              <Muted>{texts.noInstruction}</Muted>
            ) : (
              <code className="scout-long">
                <ForeignText>{createdBy}</ForeignText>
              </code>
            ),
        },
        {
          id: "digest",
          header: texts.digest,
          minWidth: 170,
          width: 190,
          cell: ({ layer }) => <Digest digest={layer.digest} />,
        },
        {
          id: "size",
          header: texts.size,
          minWidth: 100,
          cell: ({ layer }) => <Bytes value={layer.size} />,
        },
        {
          id: "packages",
          header: texts.packages,
          minWidth: 100,
          cell: ({ layer }) => formats.number(layer.packageCount),
        },
      ]}
    />
  );
}

function rowsOf(layers: Layers): readonly Row[] {
  return (["shared", "from", "to"] as const).flatMap((place) =>
    layers[place].map((layer, index) => ({ id: `${place} ${index}`, place, layer })),
  );
}
