import { useMemo } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { IMAGE_STATES, SEVERITIES, type Severity } from "../../../core/contract/vocabulary.ts";
import type { ListColumn, ListDefinition, ListFilter } from "../list/list-definition.ts";
import { Bytes } from "../parts/bytes.tsx";
import { Digest } from "../parts/digest.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { ImageState } from "../parts/image-state.tsx";
import { Muted } from "../parts/muted.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { SeverityCounts } from "../parts/severity-counts.tsx";
import { imagesTexts } from "../texts/images/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ImageName, nameOfImage } from "./image-name.tsx";
import { imagesReading } from "./image-readings.ts";
import { ImagesEmpty } from "./images-empty.tsx";
import { Tags } from "./tags.tsx";

type ImagesTexts = (typeof imagesTexts)["en"];
type PartsTexts = (typeof partsTexts)["en"];

/** The list of images. */
export function useImagesList(): ListDefinition<Image> {
  const texts = useTexts(imagesTexts);
  const parts = useTexts(partsTexts);
  return useMemo(
    () => ({
      name: "images",
      title: texts.title,
      reading: imagesReading,
      columns: columnsOf(texts, parts),
      filters: filtersOf(texts, parts),
      defaultOrder: "-pushedAt",
      idOf: ({ imageId }) => imageId,
      nameOf: nameOfImage,
      empty: <ImagesEmpty />,
    }),
    [texts, parts],
  );
}

function columnsOf(texts: ImagesTexts, parts: PartsTexts): readonly ListColumn<Image>[] {
  return [
    {
      id: "image",
      label: texts.repository,
      cell: (image) => <ImageName image={image} />,
      value: ({ repository }) => repository,
      orders: { ascending: "repository", descending: "-repository" },
      isRowHeader: true,
      width: 220,
    },
    {
      id: "tags",
      label: texts.tags,
      cell: ({ tags }) => <Tags tags={tags} />,
      value: ({ tags }) => tags.join(" "),
      width: 140,
    },
    {
      id: "platform",
      label: texts.platform,
      cell: ({ platform }) => platform ?? <Muted>{parts.unknown}</Muted>,
      value: ({ platform }) => platform,
      width: 140,
    },
    {
      id: "vulnerabilities",
      label: texts.vulnerabilities,
      cell: ({ vulnerabilities, assessed }) => (
        <SeverityCounts counts={vulnerabilities} assessed={assessed} />
      ),
      orders: { ascending: "vulnerabilities", descending: "-vulnerabilities" },
      minWidth: 180,
      width: 240,
    },
    ...SEVERITIES.map((severity) => countColumn(severity, parts)),
    {
      id: "state",
      label: texts.state,
      cell: ({ state, stateReason }) => <ImageState state={state} reason={stateReason} />,
      value: ({ state }) => state,
      width: 150,
    },
    {
      id: "pushedAt",
      label: texts.pushed,
      cell: ({ pushedAt }) => <RelativeTime at={pushedAt} />,
      value: ({ pushedAt }) => pushedAt,
      orders: { ascending: "pushedAt", descending: "-pushedAt" },
      width: 150,
    },
    ...furtherColumns(texts, parts),
  ];
}

/** Hidden until asked for; what they say stands in every export. */
function furtherColumns(texts: ImagesTexts, parts: PartsTexts): readonly ListColumn<Image>[] {
  return [
    {
      id: "packages",
      label: texts.packages,
      cell: ({ packageCount }) => packageCount ?? <Muted>{parts.unknown}</Muted>,
      value: ({ packageCount }) => packageCount,
      isHidden: true,
    },
    {
      id: "digest",
      label: texts.digest,
      cell: ({ digest }) => <Digest digest={digest} />,
      value: ({ digest }) => digest,
      isHidden: true,
      width: 170,
    },
    {
      id: "registry",
      label: texts.registry,
      cell: ({ registry }) => <ForeignText>{registry}</ForeignText>,
      value: ({ registry }) => registry,
      isHidden: true,
      width: 260,
    },
    {
      id: "distribution",
      label: texts.distribution,
      cell: ({ distribution }) =>
        distribution === null ? (
          <Muted>{parts.unknown}</Muted>
        ) : (
          <ForeignText>{distribution}</ForeignText>
        ),
      value: ({ distribution }) => distribution,
      isHidden: true,
    },
    {
      id: "size",
      label: texts.size,
      cell: ({ size }) => <Bytes value={size} />,
      value: ({ size }) => size,
      isHidden: true,
    },
    {
      id: "analyzedAt",
      label: texts.analyzed,
      cell: ({ analyzedAt }) => <RelativeTime at={analyzedAt} />,
      value: ({ analyzedAt }) => analyzedAt,
      isHidden: true,
    },
  ];
}

/** The number of one severity, for exports and for who wants columns of numbers. */
function countColumn(severity: Severity, parts: PartsTexts): ListColumn<Image> {
  return {
    id: severity,
    label: parts.severities[severity],
    cell: ({ vulnerabilities }) =>
      vulnerabilities?.[severity] ?? <Muted>{parts.notAnalyzed}</Muted>,
    value: ({ vulnerabilities }) => vulnerabilities?.[severity] ?? null,
    isHidden: true,
  };
}

function filtersOf(texts: ImagesTexts, parts: PartsTexts): readonly ListFilter[] {
  return [
    { parameter: "repositoryPrefix", label: texts.repository, operator: "^", isDefault: true },
    { parameter: "repository", label: texts.repository, operator: "=" },
    { parameter: "tag", label: texts.tag, operator: "=" },
    { parameter: "digest", label: texts.digest, operator: "=" },
    { parameter: "platform", label: texts.platform, operator: "=" },
    {
      parameter: "state",
      label: texts.state,
      operator: "=",
      values: IMAGE_STATES.map((value) => ({ value, label: parts.states[value] })),
    },
    {
      parameter: "severity",
      label: texts.severity,
      operator: "=",
      values: SEVERITIES.map((value) => ({ value, label: parts.severities[value] })),
    },
    {
      parameter: "unassessed",
      label: texts.assessed,
      operator: "=",
      values: [{ value: "true", label: texts.notFullyAssessed }],
    },
    { parameter: "package", label: texts.package, operator: "=" },
    { parameter: "vulnerability", label: texts.vulnerability, operator: "=" },
    { parameter: "registry", label: texts.registry, operator: "=" },
  ];
}
