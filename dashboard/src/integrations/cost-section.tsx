import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Estimate } from "../../../core/contract/api-estimate.ts";
import { useApi } from "../api/hooks.ts";
import { brandReading } from "../api/account.ts";
import { ProblemAlert, StaleAlert } from "../parts/problem-alert.tsx";
import { estimateTexts } from "../texts/estimate/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { EstimateFields } from "./estimate-fields.tsx";
import { useEstimateInput } from "./estimate-input.ts";
import { EstimateSummary } from "./estimate-summary.tsx";
import { estimateReading } from "./integration-readings.ts";
import { ResourcesTable } from "./resources-table.tsx";

/** What the stack creates, and what that costs by numbers that a reader may change. */
export function CostSection() {
  const texts = useTexts(estimateTexts);
  const input = useEstimateInput();
  const stackName = useApi(brandReading, { poll: false }).data?.stackName;
  const { data, error, refetch } = useApi(estimateReading(input.query), { poll: false });
  const [last, setLast] = useState<Estimate>();
  // While the next estimate is read the one before stands, so that nothing jumps.
  if (data !== undefined && data !== last) setLast(data);
  const shown = data ?? last;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={texts.lead}>
            {texts.title}
          </Header>
        }
      >
        <EstimateFields input={input} />
      </Container>
      {shown === undefined && <ProblemAlert error={error} onRetry={refetch} />}
      {shown !== undefined && error !== null && <StaleAlert error={error} />}
      {shown !== undefined && <EstimateSummary estimate={shown} />}
      {shown !== undefined && (
        <ResourcesTable estimate={shown} {...(stackName !== undefined && { stackName })} />
      )}
    </SpaceBetween>
  );
}
