import Box from "@cloudscape-design/components/box";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { isolated } from "../parts/isolated.ts";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { enrollmentClosing, tokenRenewal } from "./enrollment-changes.ts";

interface ConfirmEnrollmentDialogProps {
  readonly enrollment: EnrollmentSummary;
  readonly kind: "close" | "renew";
  readonly onClose: () => void;
}

/** Says what closing an enrollment or another token for it does, then does it. */
export function ConfirmEnrollmentDialog(props: ConfirmEnrollmentDialogProps) {
  const { enrollment, kind, onClose } = props;
  const texts = useTexts(enrollmentsTexts)[kind];
  const notify = useNotify();
  const change = useChange<EnrollmentSummary, EnrollmentSummary>(
    kind === "close" ? enrollmentClosing : tokenRenewal,
  );
  return (
    <ChangeDialog
      title={texts.title(isolated(enrollment.name))}
      submit={texts.submit}
      change={change}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(enrollment, {
          onSuccess() {
            notify({ type: "success", content: texts.done });
            onClose();
          },
        });
      }}
    >
      <Box variant="p">{texts.lead}</Box>
    </ChangeDialog>
  );
}
