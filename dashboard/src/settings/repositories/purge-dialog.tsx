import Box from "@cloudscape-design/components/box";
import { useNotify } from "../../app/notifications.tsx";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { NamedRepositories } from "./named-repositories.tsx";
import type { RepositoriesDialogProps } from "./repositories-dialog.ts";
import { useRepositoryPurge } from "./use-repository-changes.ts";

/** Says what a purge forgets, then asks for it. */
export function PurgeDialog({ repositories, onDone, onDismiss }: RepositoriesDialogProps) {
  const texts = useTexts(repositoriesTexts);
  const notify = useNotify();
  const change = useRepositoryPurge();
  return (
    <ChangeDialog
      title={texts.purgeTitle(repositories.length)}
      submit={texts.forget}
      change={change}
      onDismiss={onDismiss}
      onSubmit={() => {
        change.mutate(repositories, {
          onSuccess() {
            notify({ type: "success", content: texts.purged(repositories.length) });
            onDone();
          },
        });
      }}
    >
      <Box variant="p">{texts.purgeLead}</Box>
      <NamedRepositories repositories={repositories} />
    </ChangeDialog>
  );
}
