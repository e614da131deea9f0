import Button from "@cloudscape-design/components/button";
import { useHref, useNavigate } from "react-router";
import type { Image } from "../../../core/contract/image.ts";
import { comparePage } from "../image/image-readings.ts";
import { usePagePath } from "../parts/page-link.tsx";
import { repositoryTexts } from "../texts/repository/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** Leads to the comparison of two images, the older one first. */
export function CompareButton({ images }: { readonly images: readonly Image[] }) {
  const texts = useTexts(repositoryTexts);
  const navigate = useNavigate();
  const [from, to] = inOrder(images);
  const pathOf = usePagePath();
  const target = pathOf(from && to ? comparePage(from.imageId, to.imageId) : "compare");
  const href = useHref(target);
  if (images.length !== 2) {
    return (
      <Button disabled disabledReason={texts.compareHint}>
        {texts.compare}
      </Button>
    );
  }
  return (
    <Button
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(target);
      }}
    >
      {texts.compare}
    </Button>
  );
}

function inOrder(images: readonly Image[]): readonly Image[] {
  return images.toSorted((one, other) => (one.pushedAt ?? "").localeCompare(other.pushedAt ?? ""));
}
