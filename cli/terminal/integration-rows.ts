import type { KnownIntegration } from "../service/integrations.ts";
import type { Output } from "./output.ts";
import { formatCount } from "./plural.ts";
import { printable } from "./printable.ts";
import { retentionText } from "./retention-text.ts";
import { outcomeMark, statusWord } from "./status-style.ts";
import { formatTime } from "./times.ts";

/** Label and value. */
type Row = [label: string, value: string];

/** What there is to know of an integration, in a few rows; what there is not has none. */
export function integrationRows(integration: KnownIntegration, output: Output): Row[] {
  const { integrationId, status, statusLabel, registry, createdAt } = integration;
  return [
    ["ID", printable(integrationId)],
    ["Status", statusWord(status, statusLabel, output)],
    ["Registry", printable(registry ?? "none yet: its stack was not launched")],
    ...enrollmentRow(integration),
    ...choiceRows(integration),
    ["Created", formatTime(createdAt)],
    ...connectionRows(integration),
    ...activityRows(integration, output),
  ];
}

function enrollmentRow({ enrollment }: KnownIntegration): Row[] {
  if (enrollment === null) return [];
  const { enrollmentId, approval } = enrollment;
  return [["Enrollment", printable(`${enrollmentId}, ${approval}`)]];
}

function choiceRows({
  activation,
  activationPatterns,
  scope,
  layout,
  delivery,
  retention,
}: KnownIntegration): Row[] {
  const patterns = activationPatterns.length === 0 ? "" : `, and ${activationPatterns.join(", ")}`;
  const rows: Row[] = [
    [
      "Analyses",
      activation === "all" ? "all repositories" : printable(`those that were activated${patterns}`),
    ],
  ];
  if (scope !== null) rows.push(["May read", printable(scope.join(", "))]);
  if (delivery === "poll") rows.push(["Delivery", "by listing the registry, without events"]);
  if (layout !== "current") rows.push(["Layout", layout]);
  if (retention !== null) rows.push(["Keeps", retentionText(retention)]);
  return rows;
}

function connectionRows({ connection }: KnownIntegration): Row[] {
  if (connection === null) return [];
  const { accountId, region, stackId, roleArn, templateVersion } = connection;
  return [
    ["Account", printable(accountId)],
    ["Region", printable(region)],
    ["Template", printable(templateVersion)],
    ["Role", printable(roleArn)],
    ["Stack", printable(stackId)],
    ...timeRow("Connected", connection.connectedAt),
    ...timeRow("Stack deleted", connection.stackDeletedAt),
  ];
}

function activityRows(
  { activity, lastCheck, advisoriesAsOf }: KnownIntegration,
  output: Output,
): Row[] {
  const checked: Row[] =
    lastCheck === null
      ? []
      : [
          [
            "Checked",
            `${outcomeMark(lastCheck.outcome, output)} ${formatTime(lastCheck.checkedAt)}`,
          ],
        ];
  return [
    ...timeRow("Last event", activity.lastEventAt),
    ...timeRow("Last pull", activity.lastPullAt),
    ...timeRow("Compared", activity.lastReconciledAt),
    ...(activity.missedEvents === 0
      ? []
      : [
          [
            "Missed",
            `${formatCount(activity.missedEvents)} pushes and deletes, found by comparing`,
          ] satisfies Row,
        ]),
    ...timeRow("Advisories of", advisoriesAsOf),
    ...checked,
  ];
}

function timeRow(label: string, time: string | null): Row[] {
  return time === null ? [] : [[label, formatTime(time)]];
}
