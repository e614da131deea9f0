import type { Image } from "../../../core/contract/image.ts";
import { hasPage } from "../app/page-paths.ts";
import { path } from "../api/reading.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { PageLink } from "../parts/page-link.tsx";

/** What an image is called: `team/web:1.0`, or with its digest where no tag leads to it. */
export function nameOfImage({ repository, tags, digest }: Image): string {
  const [tag] = tags;
  return tag === undefined ? `${repository}@${digest.slice(0, 19)}` : `${repository}:${tag}`;
}

/** The repository of an image, as a link to the image. */
export function ImageName({ image }: { readonly image: Image }) {
  const name = <ForeignText>{image.repository}</ForeignText>;
  if (!hasPage("images/:imageId")) return name;
  return (
    <PageLink to={path`images/${image.imageId}`} ariaLabel={nameOfImage(image)}>
      {name}
    </PageLink>
  );
}
