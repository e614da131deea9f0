import { useMemo } from "react";
import type { Image } from "../../../core/contract/image.ts";
import { imagePage } from "../image/image-readings.ts";
import { useImagesList } from "../images/images-list.tsx";
import { Tags } from "../images/tags.tsx";
import type { ListColumn, ListDefinition } from "../list/list-definition.ts";
import { isolated } from "../parts/isolated.ts";
import { PageLink } from "../parts/page-link.tsx";
import { RepositoryEmpty } from "./repository-empty.tsx";

/** Columns that say the same in each row of one repository. */
const SAME = new Set(["image", "registry"]);
/** Those after the tags. */
const FIRST = ["digest", "platform", "state", "vulnerabilities"];
/** Pixels of those that lines are not to be broken in. */
const WIDTHS: Readonly<Record<string, number>> = {
  digest: 180,
  state: 170,
  vulnerabilities: 220,
};
/** Filters that make sense within one repository, the first one's text by default. */
const FILTERS = ["tag", "digest", "platform", "state", "severity", "package", "vulnerability"];

/** Characters of a name that a heading has room for. */
const MAX_TITLE = 160;

/** The list of images as one repository's page has it: tags lead, and the digest is shown. */
export function useRepositoryImages(repository: string): ListDefinition<Image> {
  const images = useImagesList();
  return useMemo(() => {
    const isLong = repository.length > MAX_TITLE;
    return {
      ...images,
      name: "repository-images",
      title: isolated(isLong ? `${repository.slice(0, MAX_TITLE)}…` : repository),
      columns: columnsOf(images.columns),
      filters: FILTERS.flatMap((parameter) =>
        images.filters
          .filter((filter) => filter.parameter === parameter)
          .map((filter) => ({ ...filter, isDefault: parameter === "tag" })),
      ),
      empty: <RepositoryEmpty />,
    };
  }, [images, repository]);
}

function columnsOf(columns: readonly ListColumn<Image>[]): readonly ListColumn<Image>[] {
  const others = columns.filter(({ id }) => !SAME.has(id) && id !== "tags");
  const first = FIRST.flatMap((id) => others.filter((column) => column.id === id));
  const tags = columns.filter(({ id }) => id === "tags");
  return [
    ...tags.map((column) => ({ ...column, cell: tagsCell, isRowHeader: true, width: 150 })),
    ...first.map((column) => ({
      ...column,
      isHidden: false,
      width: WIDTHS[column.id] ?? column.width ?? 140,
    })),
    ...others.filter(({ id }) => !FIRST.includes(id)),
  ];
}

function tagsCell(image: Image) {
  return (
    <PageLink to={imagePage(image.imageId)}>
      <Tags tags={image.tags} />
    </PageLink>
  );
}
