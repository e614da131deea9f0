import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import type { ImageAnalysis } from "../../../core/contract/api-images.ts";
import type { Image } from "../../../core/contract/image.ts";
import { useApi } from "../api/hooks.ts";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { imageTexts } from "../texts/image/texts.ts";
import { partsTexts } from "../texts/parts/texts.ts";
import { useFormats, useTexts } from "../texts/use-texts.ts";
import { analysisColumns } from "./analysis-columns.tsx";
import { analysesReading } from "./image-readings.ts";
import { RetryButton } from "./retry-button.tsx";

/** The last analyses of an image: when, why, and how each ended. */
export function AnalysesTab({ image }: { readonly image: Image }) {
  const texts = useTexts(imageTexts);
  const parts = useTexts(partsTexts);
  const formats = useFormats();
  const { data, error, refetch } = useApi(analysesReading(image.imageId));
  const columns = useMemo(
    () => analysisColumns(texts, parts, formats, image.assessed),
    [texts, parts, formats, image.assessed],
  );
  if (data === undefined && error !== null) return <ProblemAlert error={error} onRetry={refetch} />;
  return (
    <Table<ImageAnalysis>
      variant="container"
      wrapLines
      resizableColumns
      ariaLabels={{ tableLabel: texts.analysesTitle }}
      items={[...(data?.items ?? [])]}
      loading={data === undefined}
      loadingText={texts.loading}
      columnDefinitions={columns}
      header={
        <Header
          variant="h2"
          description={texts.analysesLead}
          actions={<RetryButton image={image} />}
        >
          {texts.analysesTitle}
        </Header>
      }
      empty={<Box textAlign="center">{texts.noAnalyses}</Box>}
    />
  );
}
