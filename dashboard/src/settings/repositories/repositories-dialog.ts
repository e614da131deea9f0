import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";

/** What every dialog about selected repositories is given. */
export interface RepositoriesDialogProps {
  readonly repositories: readonly RepositorySummary[];
  /** It was asked for: nothing needs to stay selected. */
  readonly onDone: () => void;
  readonly onDismiss: () => void;
}
