import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { LatestField, latestOf } from "./latest-field.tsx";
import { NamedRepositories } from "./named-repositories.tsx";
import type { RepositoriesDialogProps } from "./repositories-dialog.ts";
import { placeOf } from "./repository-readings.ts";
import { useRepositoryChanges } from "./use-repository-changes.ts";
import { useTellOutcome } from "./use-tell-outcome.ts";

/** Activates repositories, with so many of their latest images. */
export function ActivateDialog({ repositories, onDone, onDismiss }: RepositoriesDialogProps) {
  const texts = useTexts(repositoriesTexts);
  const tell = useTellOutcome();
  const [text, setText] = useState("");
  const change = useRepositoryChanges();
  const latest = latestOf(text);
  return (
    <ChangeDialog
      title={texts.activateTitle(repositories.length)}
      submit={texts.activate}
      change={change}
      isReady={latest !== null}
      onDismiss={onDismiss}
      onSubmit={() => {
        const how = { activated: true, ...(typeof latest === "number" && { latest }) };
        change.mutate(
          repositories.map((repository) => ({ ...placeOf(repository), ...how })),
          {
            onSuccess(outcomes) {
              tell(outcomes);
              onDone();
            },
          },
        );
      }}
    >
      <Box variant="p">{texts.activateLead}</Box>
      <NamedRepositories repositories={repositories} />
      <LatestField value={text} onChange={setText} />
    </ChangeDialog>
  );
}
