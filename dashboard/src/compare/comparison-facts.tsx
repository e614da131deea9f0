import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { ImageComparison } from "../../../core/contract/api-compare.ts";
import type { Image } from "../../../core/contract/image.ts";
import { path } from "../api/reading.ts";
import { nameOfImage } from "../images/image-name.tsx";
import { Bytes } from "../parts/bytes.tsx";
import { Digest } from "../parts/digest.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { compareTexts } from "../texts/compare/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { Difference } from "./difference.tsx";
import { VulnerabilityChanges } from "./vulnerability-changes.tsx";

interface Fact {
  readonly name: string;
  readonly cell: (image: Image) => ReactNode;
  readonly change?: ReactNode;
}

/** Two images side by side, and how their numbers changed. */
export function ComparisonFacts({ comparison }: { readonly comparison: ImageComparison }) {
  const texts = useTexts(compareTexts);
  const facts = useFacts(comparison);
  const { from, to } = comparison;
  return (
    <Table<Fact>
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: texts.title }}
      trackBy="name"
      items={facts}
      columnDefinitions={[
        {
          id: "fact",
          header: texts.fact,
          cell: ({ name }) => name,
          isRowHeader: true,
          minWidth: 120,
        },
        { id: "from", header: texts.from, cell: ({ cell }) => cell(from), minWidth: 160 },
        { id: "to", header: texts.to, cell: ({ cell }) => cell(to), minWidth: 160 },
        { id: "change", header: texts.change, cell: ({ change }) => change, minWidth: 140 },
      ]}
    />
  );
}

function useFacts({ from, to, size, vulnerabilities }: ImageComparison): readonly Fact[] {
  const texts = useTexts(compareTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const text = (value: string | null) =>
    value === null ? <Muted>{parts.unknown}</Muted> : <ForeignText>{value}</ForeignText>;
  return [
    {
      name: texts.image,
      cell: (image) => (
        <PageLink to={path`images/${image.imageId}`}>
          <ForeignText>{nameOfImage(image)}</ForeignText>
        </PageLink>
      ),
    },
    { name: texts.digest, cell: ({ digest }) => <Digest digest={digest} /> },
    { name: texts.platform, cell: ({ platform }) => text(platform) },
    { name: texts.distribution, cell: ({ distribution }) => text(distribution) },
    { name: texts.pushed, cell: ({ pushedAt }) => <RelativeTime at={pushedAt} /> },
    {
      name: texts.size,
      cell: (image) => <Bytes value={image.imageId === from.imageId ? size.from : size.to} />,
      change: (
        <>
          <Difference from={size.from} to={size.to} format={(value) => formats.bytes(value)} />
          {size.shared > 0 && (
            <div>
              <Muted>{texts.sizeShared(formats.bytes(size.shared))}</Muted>
            </div>
          )}
        </>
      ),
    },
    {
      name: texts.packagesFact,
      cell: ({ packageCount }) => text(packageCount === null ? null : formats.number(packageCount)),
      change: (
        <Difference
          from={from.packageCount}
          to={to.packageCount}
          format={(value) => formats.number(value)}
        />
      ),
    },
    {
      name: texts.vulnerabilitiesFact,
      cell: (image) => <SeverityCounts counts={image.vulnerabilities} assessed={image.assessed} />,
      change: <VulnerabilityChanges changes={vulnerabilities} />,
    },
  ];
}
