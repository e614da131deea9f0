import { useState } from "react";
import type {
  IntegrationRequestAccepted,
  IntegrationSummary,
} from "../../../core/contract/api-integrations.ts";
import type { CheckReport } from "../../../core/contract/check-report.ts";
import type { ApiError } from "../api/api-error.ts";
import { useApi, useChange } from "../api/hooks.ts";
import { check, type OneIntegration } from "./integration-changes.ts";
import { checkReading } from "./integration-readings.ts";

/** The check of an integration. */
export interface Check {
  /** Undefined: there was none, or it is not read yet. */
  readonly report: CheckReport | undefined;
  /** Whether one was asked for here that has not reported yet. */
  readonly isRunning: boolean;
  /** Why none could be asked for, or why the report could not be read. */
  readonly error: ApiError | null;
  readonly start: () => void;
}

/** Reads the report of the last check, and asks for a new one. */
export function useCheck(integration: IntegrationSummary): Check {
  const { integrationId, lastCheck } = integration;
  const [requestedAt, setRequestedAt] = useState<string>();
  const change = useChange<OneIntegration, IntegrationRequestAccepted>(check);
  // Before the first check there is no report, and asking for it is an error.
  const read = useApi(checkReading(integrationId), { enabled: lastCheck !== null });
  const reportedAt = read.data?.checkedAt;
  const isAwaited =
    requestedAt !== undefined && (reportedAt === undefined || reportedAt < requestedAt);
  return {
    report: read.data,
    isRunning: change.isPending || isAwaited,
    error: change.error ?? read.error,
    start() {
      change.mutate(integration, {
        onSuccess(accepted) {
          setRequestedAt(accepted.requestedAt);
        },
      });
    },
  };
}
