import { ActivationDialog } from "../../integrations/activation-dialog.tsx";
import { AddPatternDialog } from "./add-pattern-dialog.tsx";
import { RemovePatternDialog } from "./remove-pattern-dialog.tsx";
import type { RuleAct } from "./rule-columns.tsx";

interface RuleDialogProps {
  readonly act: RuleAct;
  readonly onClose: () => void;
}

/** The dialog of what a reader wants to do with a rule. */
export function RuleDialog({ act, onClose }: RuleDialogProps) {
  switch (act.kind) {
    case "activation":
      return <ActivationDialog integration={act.integration} onClose={onClose} />;
    case "add":
      return <AddPatternDialog registry={act.registry} onClose={onClose} />;
    case "remove":
      return (
        <RemovePatternDialog registry={act.registry} pattern={act.pattern} onClose={onClose} />
      );
  }
}
