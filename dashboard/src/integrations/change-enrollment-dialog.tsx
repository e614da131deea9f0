import { useState } from "react";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import { useChange } from "../api/hooks.ts";
import { useNotify } from "../app/notifications.tsx";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ActivationFields } from "./activation-fields.tsx";
import { type EnrollmentChange, enrollmentChange } from "./enrollment-changes.ts";
import { draftOf, isEnrollmentReady, settingsOf } from "./enrollment-draft.ts";
import { EnrollmentFields } from "./enrollment-fields.tsx";

interface ChangeEnrollmentDialogProps {
  readonly enrollment: EnrollmentSummary;
  readonly onClose: () => void;
}

/** Changes name, allow-list and activation of an enrollment. */
export function ChangeEnrollmentDialog({ enrollment, onClose }: ChangeEnrollmentDialogProps) {
  const texts = useTexts(enrollmentsTexts);
  const { save } = useTexts(integrationsTexts);
  const notify = useNotify();
  const [draft, setDraft] = useState(draftOf(enrollment));
  const [choice, setChoice] = useState({ activation: enrollment.activation, latest: "" });
  const change = useChange<EnrollmentChange, EnrollmentSummary>(enrollmentChange);
  const { enrollmentId } = enrollment;
  return (
    <ChangeDialog
      title={texts.changeTitle}
      submit={save}
      change={change}
      isReady={isEnrollmentReady(draft)}
      onDismiss={onClose}
      onSubmit={() => {
        const wanted = { ...settingsOf(draft), activation: choice.activation };
        change.mutate(
          { enrollmentId, wanted },
          {
            onSuccess() {
              notify({ type: "success", content: texts.changed });
              onClose();
            },
          },
        );
      }}
    >
      <EnrollmentFields draft={draft} onChange={setDraft} />
      <ActivationFields value={choice} takesLatest={false} onChange={setChoice} />
    </ChangeDialog>
  );
}
