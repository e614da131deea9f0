import Box from "@cloudscape-design/components/box";
import { useMemo } from "react";
import { useImagesList } from "../images/images-list.tsx";
import { List } from "../list/list.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";

/** The images that have a vulnerability. */
export function AffectedImages({ vulnerabilityId }: { readonly vulnerabilityId: string }) {
  const texts = useTexts(vulnerabilitiesTexts);
  const images = useImagesList();
  const definition = useMemo(
    () => ({
      ...images,
      title: texts.affectedImages,
      filters: images.filters.filter(({ parameter }) => parameter !== "vulnerability"),
      empty: <Box textAlign="center">{texts.affectedImagesNone}</Box>,
      isNested: true,
    }),
    [images, texts],
  );
  return (
    <List
      definition={definition}
      lead={texts.affectedImagesLead}
      query={{ vulnerability: vulnerabilityId }}
    />
  );
}
