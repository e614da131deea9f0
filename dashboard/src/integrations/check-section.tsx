import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table from "@cloudscape-design/components/table";
import type { IntegrationSummary } from "../../../core/contract/api-integrations.ts";
import type { CheckFinding, CheckReport } from "../../../core/contract/check-report.ts";
import { Muted } from "../parts/muted.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { RelativeTime } from "../parts/relative-time.tsx";
import { RoleButton } from "../parts/role-button.tsx";
import { integrationsTexts } from "../texts/integrations/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { CheckOutcome } from "./check-outcome.tsx";
import { useCheck } from "./use-check.ts";

/** What the last check of an integration found, and a new one for who asks. */
export function CheckSection({ integration }: { readonly integration: IntegrationSummary }) {
  const texts = useTexts(integrationsTexts);
  const check = useCheck(integration);
  const { report } = check;
  return (
    <SpaceBetween size="s">
      {check.error !== null && (
        <div role="alert">
          <ProblemAlert error={check.error} />
        </div>
      )}
      <Table<CheckFinding>
        variant="container"
        wrapLines
        ariaLabels={{ tableLabel: texts.checkTitle }}
        header={
          <Header
            variant="h2"
            description={<CheckedAt report={report} isRunning={check.isRunning} />}
            actions={
              <RoleButton role="editor" loading={check.isRunning} onClick={check.start}>
                {texts.checkNow}
              </RoleButton>
            }
          >
            {texts.checkTitle}
          </Header>
        }
        trackBy="code"
        items={[...(report?.findings ?? [])]}
        empty={<Box textAlign="center">{texts.checkEmpty}</Box>}
        columnDefinitions={[
          {
            id: "outcome",
            header: texts.outcome,
            cell: ({ outcome }) => <CheckOutcome outcome={outcome} />,
            width: 130,
          },
          {
            id: "message",
            header: texts.finding,
            cell: ({ message }) => message,
            isRowHeader: true,
            minWidth: 260,
          },
          {
            id: "remedy",
            header: texts.remedy,
            cell: ({ remedy }) => remedy ?? <Muted>{texts.nothingToDo}</Muted>,
            minWidth: 220,
          },
        ]}
      />
    </SpaceBetween>
  );
}

interface CheckedAtProps {
  readonly report: CheckReport | undefined;
  readonly isRunning: boolean;
}

function CheckedAt({ report, isRunning }: CheckedAtProps) {
  const texts = useTexts(integrationsTexts);
  return (
    <span role="status">
      {isRunning ? (
        <StatusIndicator type="in-progress">{texts.checking}</StatusIndicator>
      ) : (
        <>
          {texts.lastCheck}: <RelativeTime at={report?.checkedAt ?? null} />{" "}
          {report !== undefined && <CheckOutcome outcome={report.outcome} />}
        </>
      )}
    </span>
  );
}
