import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import type { Assessment } from "../../../core/contract/findings.ts";
import type { Image } from "../../../core/contract/image.ts";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { assessmentColumns } from "./assessment-columns.tsx";
import { hasResults, NotAnalyzed } from "./not-analyzed.tsx";
import { NotAssessed } from "./not-assessed.tsx";

/** Of each ecosystem of an image, against what its packages were looked up. */
export function AssessedTab({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const columns = useMemo(() => assessmentColumns(texts, parts, formats), [texts, parts, formats]);
  if (!hasResults(image)) return <NotAnalyzed image={image} />;
  return (
    <SpaceBetween size="s">
      <NotAssessed image={image} />
      <Table<Assessment>
        variant="container"
        wrapLines
        ariaLabels={{ tableLabel: texts.assessedTitle }}
        items={[...(image.assessed ?? [])]}
        trackBy="ecosystem"
        columnDefinitions={columns}
        header={
          <Header variant="h2" description={texts.assessedLead}>
            {texts.assessedTitle}
          </Header>
        }
        empty={<Box textAlign="center">{texts.nothingAssessed}</Box>}
      />
    </SpaceBetween>
  );
}
