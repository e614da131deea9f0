import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useState } from "react";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { NamedRepositories } from "./named-repositories.tsx";
import { PurgeChoice } from "./purge-choice.tsx";
import type { RepositoriesDialogProps } from "./repositories-dialog.ts";
import { placeOf } from "./repository-readings.ts";
import { useRepositoryChanges } from "./use-repository-changes.ts";
import { useTellOutcome } from "./use-tell-outcome.ts";

/** Deactivates repositories; what was analysed is kept, or purged. */
export function DeactivateDialog({ repositories, onDone, onDismiss }: RepositoriesDialogProps) {
  const texts = useTexts(repositoriesTexts);
  const tell = useTellOutcome();
  const [purges, setPurges] = useState(false);
  const change = useRepositoryChanges();
  const byRule = repositories.filter(({ activated, chosen }) => activated && !chosen).length;
  return (
    <ChangeDialog
      title={texts.deactivateTitle(repositories.length)}
      submit={texts.deactivate}
      change={change}
      onDismiss={onDismiss}
      onSubmit={() => {
        const how = { activated: false, ...(purges && { purge: true }) };
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
      <Box variant="p">{texts.deactivateLead}</Box>
      <NamedRepositories repositories={repositories} />
      {byRule > 0 && <Alert type="warning">{texts.deactivateByRule(byRule)}</Alert>}
      <PurgeChoice purges={purges} onChange={setPurges} />
    </ChangeDialog>
  );
}
