import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMemo } from "react";
import type { EnrollmentSummary } from "../../../core/contract/api-enrollments.ts";
import type { ListDefinition } from "../list/list-definition.ts";
import { ForeignText } from "../parts/foreign-text.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { enrollmentsTexts } from "../texts/enrollments/texts.ts";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { enrollmentPage, enrollmentsReading } from "./integration-readings.ts";

/** The list of enrollments. */
export function useEnrollmentsList(): ListDefinition<EnrollmentSummary> {
  const texts = useTexts(enrollmentsTexts);
  const names = useTexts(integrationsTexts);
  return useMemo(
    () => ({
      name: "enrollments",
      isNested: true,
      title: texts.title,
      reading: enrollmentsReading,
      columns: [
        {
          id: "name",
          label: texts.name,
          cell: ({ enrollmentId, name }) => (
            <PageLink to={enrollmentPage(enrollmentId)}>
              <ForeignText>{name}</ForeignText>
            </PageLink>
          ),
          value: ({ name }) => name,
          orders: { ascending: "name", descending: "-name" },
          isRowHeader: true,
          width: 240,
        },
        {
          id: "state",
          label: texts.state,
          cell: (enrollment) => <EnrollmentState enrollment={enrollment} />,
          value: ({ closedAt }) => (closedAt === null ? "open" : "closed"),
          orders: { ascending: "state", descending: "-state" },
          width: 140,
        },
        {
          id: "accounts",
          label: texts.allowed,
          cell: ({ allowedAccounts }) => texts.allowedCount(allowedAccounts),
          value: ({ allowedAccounts }) =>
            allowedAccounts === "*" ? "*" : allowedAccounts.join(" "),
          width: 180,
        },
        {
          id: "activation",
          label: names.activation,
          cell: ({ activation }) => names.activations[activation],
          value: ({ activation }) => activation,
          width: 180,
        },
        {
          id: "createdAt",
          label: names.created,
          cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
          value: ({ createdAt }) => createdAt,
          orders: { ascending: "createdAt", descending: "-createdAt" },
          width: 160,
        },
      ],
      filters: [
        { parameter: "name", label: texts.name, operator: ":", isDefault: true },
        {
          parameter: "state",
          label: texts.state,
          operator: "=",
          values: [
            { value: "open", label: texts.open },
            { value: "closed", label: texts.closed },
          ],
        },
        { parameter: "account", label: texts.accounts, operator: ":" },
      ],
      matches: matchesEnrollment,
      defaultOrder: "-createdAt",
      idOf: ({ enrollmentId }) => enrollmentId,
      nameOf: ({ name }) => name,
      empty: (
        <Box textAlign="center" padding="l">
          <Box variant="strong">{texts.emptyTitle}</Box>
          <Box variant="p">{texts.emptyLead}</Box>
        </Box>
      ),
    }),
    [texts, names],
  );
}

function matchesEnrollment(
  { name, closedAt, allowedAccounts }: EnrollmentSummary,
  parameter: string,
  value: string,
): boolean {
  switch (parameter) {
    case "name":
      return name.toLowerCase().includes(value.toLowerCase());
    case "state":
      return (closedAt === null) === (value === "open");
    case "account":
      return allowedAccounts === "*" || allowedAccounts.some((account) => account.includes(value));
    default:
      return true;
  }
}

/** Whether an enrollment takes new stacks. */
export function EnrollmentState({ enrollment }: { readonly enrollment: EnrollmentSummary }) {
  const texts = useTexts(enrollmentsTexts);
  if (enrollment.closedAt === null)
    return <StatusIndicator type="success">{texts.open}</StatusIndicator>;
  return <StatusIndicator type="stopped">{texts.closed}</StatusIndicator>;
}
