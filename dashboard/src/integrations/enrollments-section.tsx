import Alert from "@cloudscape-design/components/alert";
import { useState } from "react";
import { useMay } from "../app/organization.tsx";
import { List } from "../list/list.tsx";
import { RoleButton, useReasonAgainst } from "../parts/role-button.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CreateEnrollmentDialog } from "./create-enrollment-dialog.tsx";
import { useEnrollmentsList } from "./enrollments-list.tsx";

/** Many accounts of an AWS organization that connect themselves; for owners. */
export function EnrollmentsSection() {
  const texts = useTexts(enrollmentsTexts);
  const definition = useEnrollmentsList();
  const reason = useReasonAgainst("owner");
  const [isCreating, setIsCreating] = useState(false);
  if (!useMay("owner")) {
    return (
      <Alert type="info" header={texts.title}>
        {texts.lead} {reason}
      </Alert>
    );
  }
  return (
    <>
      <List
        definition={definition}
        lead={texts.lead}
        actions={
          <RoleButton
            role="owner"
            variant="primary"
            onClick={() => {
              setIsCreating(true);
            }}
          >
            {texts.create}
          </RoleButton>
        }
      />
      {isCreating && (
        <CreateEnrollmentDialog
          onClose={() => {
            setIsCreating(false);
          }}
        />
      )}
    </>
  );
}
