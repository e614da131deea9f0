import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import { RelativeTime } from "../parts/relative-time.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { EnrollmentState } from "./enrollments-list.tsx";
import { ScopeText } from "./scope-text.tsx";

/** Accounts of an allow-list that are named; the rest is counted. */
const SHOWN_ACCOUNTS = 50;

/** Whom an enrollment lets in, and how their registries are set. */
export function EnrollmentDetails({ enrollment }: { readonly enrollment: EnrollmentSummary }) {
  const texts = useTexts(enrollmentsTexts);
  const names = useTexts(integrationsTexts);
  const { allowedAccounts, activation, delivery, scope, createdAt, closedAt } = enrollment;
  return (
    <Container header={<Header variant="h2">{names.details}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: texts.state, value: <EnrollmentState enrollment={enrollment} /> },
          {
            label: texts.allowed,
            value: (
              <>
                {texts.allowedCount(allowedAccounts)}
                {allowedAccounts !== "*" && allowedAccounts.length > 0 && (
                  <div>{allowedAccounts.slice(0, SHOWN_ACCOUNTS).join(", ")}</div>
                )}
              </>
            ),
          },
          { label: names.activation, value: names.activations[activation] },
          { label: names.delivery, value: names.deliveries[delivery] },
          { label: names.scope, value: <ScopeText scope={scope} /> },
          { label: names.created, value: <RelativeTime at={createdAt} /> },
          ...(closedAt === null
            ? []
            : [{ label: texts.closedAt, value: <RelativeTime at={closedAt} /> }]),
        ]}
      />
    </Container>
  );
}
