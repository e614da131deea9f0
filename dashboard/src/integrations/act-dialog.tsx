import { ActivationDialog } from "./activation-dialog.tsx";
import { ApproveDialog } from "./approve-dialog.tsx";
import type { IntegrationAct } from "./registry-actions.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";

interface ActDialogProps {
  /** Undefined: nothing is to be done. */
  readonly act: IntegrationAct | undefined;
  readonly onClose: () => void;
}

/** The dialog of what a reader wants to do to an integration. */
export function ActDialog({ act, onClose }: ActDialogProps) {
  if (act === undefined) return null;
  const { kind, integration } = act;
  switch (kind) {
    case "remove":
      return <RemoveDialog integration={integration} onClose={onClose} />;
    case "approve":
      return <ApproveDialog integration={integration} onClose={onClose} />;
    case "rotate":
      return <RotateDialog integration={integration} onClose={onClose} />;
    case "activation":
      return <ActivationDialog integration={integration} onClose={onClose} />;
  }
}
