import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useEffect, useRef, useState } from "react";
import { useApiClient, useOrganizationId } from "../api/hooks.ts";
import { addressOf, type ListAnswer, type Query } from "../api/reading.ts";
import { useProblemText } from "../parts/problem-alert.tsx";
import { listTexts } from "../texts/list/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { type ExportFormat, exportList, saveFile } from "./export-list.ts";
import type { ListDefinition } from "./list-definition.ts";
import { answerOf } from "./whole-list.ts";

/** The API's largest page. */
const EXPORT_PAGE = 500;

type Progress =
  | { readonly kind: "running"; readonly rows: number }
  | { readonly kind: "done"; readonly rows: number; readonly file: string }
  | { readonly kind: "failed"; readonly error: unknown };

interface ListExportProps<Item> {
  readonly definition: ListDefinition<Item>;
  /** Filters and order of what is exported. */
  readonly query: Query;
}

/** Saves all rows that match, as CSV or JSON, read page by page; it can be cancelled. */
export function ListExport<Item>({ definition, query }: ListExportProps<Item>) {
  const texts = useTexts(listTexts);
  const client = useApiClient();
  const organization = useOrganizationId();
  const [progress, setProgress] = useState<Progress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(format: ExportFormat): Promise<void> {
    const { signal } = (running.current = new AbortController());
    setProgress({ kind: "running", rows: 0 });
    try {
      const { content, rows } = await exportList({
        format,
        columns: definition.columns,
        signal,
        onProgress: (sofar) => {
          setProgress({ kind: "running", rows: sofar });
        },
        readPage: async (cursor) => {
          const asked = { ...query, limit: EXPORT_PAGE, cursor };
          const address = addressOf(organization, definition.reading(asked));
          return answerOf(await client.get<ListAnswer<Item>>(address, signal), definition, asked);
        },
      });
      const file = `${organization}-${definition.name}.${format}`;
      saveFile(content, file);
      setProgress({ kind: "done", rows, file });
    } catch (error) {
      setProgress(signal.aborted ? undefined : { kind: "failed", error });
    }
  }

  function close(): void {
    running.current?.abort();
    setProgress(undefined);
  }

  return (
    <>
      <ButtonDropdown
        items={[
          { id: "csv", text: texts.exportCsv },
          { id: "json", text: texts.exportJson },
        ]}
        onItemClick={({ detail }) => void start(detail.id === "csv" ? "csv" : "json")}
      >
        {texts.export}
      </ButtonDropdown>
      {progress && (
        <Modal
          visible
          header={texts.exportTitle}
          onDismiss={close}
          footer={
            <Box float="right">
              <Button onClick={close}>
                {progress.kind === "running" ? texts.cancel : texts.close}
              </Button>
            </Box>
          }
        >
          <ExportProgress progress={progress} />
        </Modal>
      )}
    </>
  );
}

function ExportProgress({ progress }: { readonly progress: Progress }) {
  const texts = useTexts(listTexts);
  const textOf = useProblemText();
  switch (progress.kind) {
    case "running":
      return (
        <div role="status">
          <StatusIndicator type="in-progress">{texts.exporting(progress.rows)}</StatusIndicator>
        </div>
      );
    case "done":
      return (
        <div role="status">
          <StatusIndicator type="success">
            {texts.exported(progress.rows, progress.file)}
          </StatusIndicator>
        </div>
      );
    case "failed": {
      const { title, detail } = textOf(progress.error);
      return (
        <Alert type="error" header={texts.exportFailed}>
          <SpaceBetween size="xs">
            <Box>{title}</Box>
            <Box>{detail}</Box>
          </SpaceBetween>
        </Alert>
      );
    }
  }
}
