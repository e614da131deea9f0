import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";
import { useApi } from "../api/hooks.ts";
import { Page } from "../app/page.tsx";
import { ForeignText } from "../parts/foreign-text.tsx";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ChangeEnrollmentDialog } from "./change-enrollment-dialog.tsx";
import { ConfirmEnrollmentDialog } from "./confirm-enrollment-dialog.tsx";
import { EnrollmentActions, type EnrollmentAct } from "./enrollment-actions.tsx";
import { EnrollmentDetails } from "./enrollment-details.tsx";
import { EnrollmentLaunch } from "./enrollment-launch.tsx";
import { ECR_PAGE, enrollmentReading } from "./integration-readings.ts";

/** One enrollment: whom it lets in, and what its StackSet is made with. */
export function EnrollmentPage() {
  const texts = useTexts(enrollmentsTexts);
  const { title: ecr } = useTexts(integrationsTexts);
  const { enrollmentId = "" } = useParams();
  const { data, error, refetch } = useApi(enrollmentReading(enrollmentId));
  const [act, setAct] = useState<EnrollmentAct>();
  const close = () => {
    setAct(undefined);
  };
  const crumbs = [
    { text: ecr, to: ECR_PAGE },
    { text: texts.title, to: `${ECR_PAGE}?view=organizations` },
  ];
  if (data === undefined) {
    return (
      <Page title={texts.enrollment} crumbs={crumbs}>
        <ProblemAlert error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={data.name}
      heading={<ForeignText>{data.name}</ForeignText>}
      crumbs={crumbs}
      actions={data.closedAt === null && <EnrollmentActions onAct={setAct} />}
    >
      <SpaceBetween size="l">
        {error !== null && <StaleAlert error={error} />}
        <EnrollmentDetails enrollment={data} />
        {data.launch !== null && <EnrollmentLaunch launch={data.launch} />}
      </SpaceBetween>
      {act === "change" && <ChangeEnrollmentDialog enrollment={data} onClose={close} />}
      {(act === "close" || act === "renew") && (
        <ConfirmEnrollmentDialog enrollment={data} kind={act} onClose={close} />
      )}
    </Page>
  );
}
