import Box from "@cloudscape-design/components/box";
import { useMemo } from "react";
import { useImagesList } from "../images/images-list.tsx";
import { List } from "../list/list.tsx";
import { packagesTexts } from "../texts/packages/texts.ts";
import { useTexts } from "../texts/use-texts.ts";

/** The images that hold a package of a name. */
export function HoldingImages({ name }: { readonly name: string }) {
  const texts = useTexts(packagesTexts);
  const images = useImagesList();
  const definition = useMemo(
    () => ({
      ...images,
      title: texts.imagesTitle,
      filters: images.filters.filter(({ parameter }) => parameter !== "package"),
      empty: <Box textAlign="center">{texts.imagesNone}</Box>,
      isNested: true,
    }),
    [images, texts],
  );
  return <List definition={definition} lead={texts.imagesLead} query={{ package: name }} />;
}
