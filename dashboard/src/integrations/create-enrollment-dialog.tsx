import { useState } from "react";
import { useNavigate } from "react-router";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import type { Delivery } from "../../../core/contract/vocabulary.ts";
import { useChange } from "../api/hooks.ts";
import { ChangeDialog } from "../parts/change-dialog.tsx";
import { usePagePath } from "../parts/page-link.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ActivationFields } from "./activation-fields.tsx";
import { entriesOf, wrongScopeEntries } from "./create-draft.ts";
import { DeliveryField } from "./delivery-field.tsx";
import { enrollmentCreation, type NewEnrollment } from "./enrollment-changes.ts";
import { isEnrollmentReady, NEW_ENROLLMENT, settingsOf } from "./enrollment-draft.ts";
import { EnrollmentFields } from "./enrollment-fields.tsx";
import { enrollmentPage } from "./integration-readings.ts";
import { ScopeField } from "./scope-field.tsx";

/** Takes what an enrollment is made of, then shows what its StackSet is made with. */
export function CreateEnrollmentDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts(enrollmentsTexts);
  const pathOf = usePagePath();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(NEW_ENROLLMENT);
  const [choice, setChoice] = useState({
    activation: "selected" as "all" | "selected",
    latest: "",
  });
  const [scope, setScope] = useState("");
  const [delivery, setDelivery] = useState<Delivery>("events");
  const change = useChange<NewEnrollment, EnrollmentSummary>(enrollmentCreation);
  const entries = entriesOf(scope);
  return (
    <ChangeDialog
      title={texts.createTitle}
      submit={texts.create}
      change={change}
      isReady={isEnrollmentReady(draft) && wrongScopeEntries(scope).length === 0}
      onDismiss={onClose}
      onSubmit={() => {
        change.mutate(
          {
            ...settingsOf(draft),
            activation: choice.activation,
            delivery,
            ...(entries.length > 0 && { scope: [...entries] }),
          },
          {
            onSuccess({ enrollmentId }) {
              onClose();
              void navigate(pathOf(enrollmentPage(enrollmentId)));
            },
          },
        );
      }}
    >
      <EnrollmentFields draft={draft} onChange={setDraft} />
      <ActivationFields value={choice} takesLatest={false} onChange={setChoice} />
      <ScopeField value={scope} onChange={setScope} />
      <DeliveryField value={delivery} description={texts.deliveryHint} onChange={setDelivery} />
    </ChangeDialog>
  );
}
