import { useState } from "react";
import { useSearchParams } from "react-router";
import { List } from "../../list/list.tsx";
import { ActivateDialog } from "./activate-dialog.tsx";
import { AddPatternDialog } from "./add-pattern-dialog.tsx";
import { DeactivateDialog } from "./deactivate-dialog.tsx";
import { PurgeDialog } from "./purge-dialog.tsx";
import type { RepositoriesDialogProps } from "./repositories-dialog.ts";
import { useRepositoriesList } from "./repositories-list.tsx";
import { RepositoriesRetentionDialog } from "./repositories-retention-dialog.tsx";
import { type RepositoriesAct, SelectionActions } from "./selection-actions.tsx";

/** All repositories, and what can be done with those that are selected. */
export function RepositoriesSection() {
  const definition = useRepositoriesList();
  const [act, setAct] = useState<RepositoriesAct>();
  const close = () => {
    setAct(undefined);
  };
  return (
    <>
      <List
        definition={definition}
        selectionActions={(selection) => <SelectionActions selection={selection} onAct={setAct} />}
      />
      {act && (
        <ActDialog
          kind={act.kind}
          repositories={act.selection.items}
          onDismiss={close}
          onDone={() => {
            act.selection.clear();
            close();
          }}
        />
      )}
    </>
  );
}

interface ActDialogProps extends RepositoriesDialogProps {
  readonly kind: RepositoriesAct["kind"];
}

function ActDialog({ kind, ...props }: ActDialogProps) {
  switch (kind) {
    case "activate":
      return <ActivateDialog {...props} />;
    case "deactivate":
      return <DeactivateDialog {...props} />;
    case "pattern":
      return <FilteredPatternDialog onClose={props.onDismiss} />;
    case "retention":
      return <RepositoriesRetentionDialog {...props} />;
    case "purge":
      return <PurgeDialog {...props} />;
  }
}

/** Begins with the filters of the list: what is seen there, and whatever comes. */
function FilteredPatternDialog({ onClose }: { readonly onClose: () => void }) {
  const [parameters] = useSearchParams();
  const name = parameters.get("name");
  return (
    <AddPatternDialog
      registry={parameters.get("registry") ?? undefined}
      {...(name !== null && { pattern: `${name}*` })}
      onClose={onClose}
    />
  );
}
