import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { useNotify } from "../../app/notifications.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { PurgeChoice } from "./purge-choice.tsx";
import { useRepositoryChanges } from "./use-repository-changes.ts";

interface RemovePatternDialogProps {
  /** Host. */
  readonly registry: string;
  readonly pattern: string;
  readonly onClose: () => void;
}

/** Ends a pattern of one registry. */
export function RemovePatternDialog({ registry, pattern, onClose }: RemovePatternDialogProps) {
  const texts = useTexts(repositoriesTexts);
  const notify = useNotify();
  const [purges, setPurges] = useState(false);
  const change = useRepositoryChanges();
  return (
    <ChangeDialog
      title={texts.removePatternTitle(pattern)}
      submit={texts.removePatternSubmit}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        const how = purges ? { purge: true } : {};
        change.mutate([{ registry, pattern, activated: false, ...how }], {
          onSuccess() {
            notify({ type: "success", content: texts.patternRemoved(pattern) });
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{texts.removePatternLead}</Box>
      <PurgeChoice purges={purges} onChange={setPurges} />
    </ChangeDialog>
  );
}
