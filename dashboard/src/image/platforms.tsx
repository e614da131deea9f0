import type { Image } from "../../../core/contract/image.ts";
import { useList } from "../api/hooks.ts";
import { imagesReading } from "../images/image-readings.ts";
import { Muted } from "../parts/muted.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { imagePage } from "./image-readings.ts";

/** Platforms of an index that are shown; real ones have a dozen at most. */
const SHOWN = 50;

/** The image's own platform, and those that came by the same index, each a link to its image. */
export function Platforms({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const { registry, repository, indexDigest, imageId } = image;
  const query = { registry, repository, digest: indexDigest ?? undefined, limit: SHOWN };
  const { data } = useList(imagesReading(query), { enabled: indexDigest !== null, poll: false });
  const own = image.platform ?? parts.unknown;
  const others = (data?.items ?? []).filter((other) => other.imageId !== imageId);
  if (others.length === 0) return image.platform ?? <Muted>{parts.unknown}</Muted>;
  return (
    <span className="scout-row">
      <span>{texts.thisPlatform(own)}</span>
      {others.map((other) => (
        <PageLink key={other.imageId} to={imagePage(other.imageId)}>
          {other.platform ?? other.digest.slice(7, 19)}
        </PageLink>
      ))}
    </span>
  );
}
