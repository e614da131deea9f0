import { useState } from "react";
import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import type { Retention } from "../../../../core/contract/retention.ts";
import { ChangeDialog } from "../../parts/change-dialog.tsx";
import { repositoriesTexts } from "../../texts/repositories/texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { RetentionFields } from "../retention/retention-fields.tsx";
import { inputOf, retentionOf } from "../retention/retention-input.ts";
import { NamedRepositories } from "./named-repositories.tsx";
import type { RepositoriesDialogProps } from "./repositories-dialog.ts";
import { placeOf } from "./repository-readings.ts";
import { useRepositoryChanges } from "./use-repository-changes.ts";
import { useTellOutcome } from "./use-tell-outcome.ts";

/** Sets how long what is known of these repositories' images is kept. */
export function RepositoriesRetentionDialog(props: RepositoriesDialogProps) {
  const { repositories, onDone, onDismiss } = props;
  const texts = useTexts(repositoriesTexts);
  const tell = useTellOutcome();
  const [input, setInput] = useState(() => inputOf(commonRetention(repositories)));
  const [isTried, setIsTried] = useState(false);
  const change = useRepositoryChanges();
  return (
    <ChangeDialog
      title={texts.retentionTitle(repositories.length)}
      submit={texts.save}
      change={change}
      isReady={input.kind !== undefined}
      onDismiss={onDismiss}
      onSubmit={() => {
        setIsTried(true);
        const retention = retentionOf(input);
        if (retention === undefined) return;
        change.mutate(
          repositories.map((repository) => ({ ...placeOf(repository), retention })),
          {
            onSuccess(outcomes) {
              tell(outcomes);
              onDone();
            },
          },
        );
      }}
    >
      <NamedRepositories repositories={repositories} />
      <RetentionFields input={input} of="repository" showsMissing={isTried} onChange={setInput} />
    </ChangeDialog>
  );
}

/** What all of them have now; undefined: they differ. */
function commonRetention(repositories: readonly RepositorySummary[]): Retention | null | undefined {
  const [first, ...others] = repositories.map(({ retention }) => retention);
  const isCommon = others.every(
    (one) => one?.maxAgeDays === first?.maxAgeDays && one?.keepLatest === first?.keepLatest,
  );
  return isCommon ? first : undefined;
}
