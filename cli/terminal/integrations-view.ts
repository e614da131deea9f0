import type { KnownIntegration } from "../service/integrations.ts";
import { formatAge } from "./age.ts";
import type { Output } from "./output.ts";
import { printable } from "./printable.ts";
import { statusWord } from "./status-style.ts";
import { formatTable } from "./table.ts";
import { textWidth } from "./text-width.ts";
import { paragraph } from "./wrap.ts";

/** A column: its title, and what it shows of an integration. */
type Column = readonly [title: string, cell: (integration: KnownIntegration) => string];

/**
 * `scout integration list`: one line each, then what is wrong with some. Where the terminal is
 * too narrow, the last columns are left out; `scout integration show` has them.
 */
export function formatIntegrations(
  integrations: readonly KnownIntegration[],
  program: string,
  output: Output,
  now: Date,
): string {
  if (integrations.length === 0) {
    const text = `No registry is connected yet. An owner begins with: ${program} integration create`;
    return `\n${paragraph(text, output.width)}\n`;
  }
  const columns = columnsOf(output, now);
  while (widthOf(columns, integrations) > output.tableWidth) columns.pop();
  const header = columns.map(([title]) => output.style("bold", title));
  const rows = integrations.map((integration) => columns.map(([, cell]) => cell(integration)));
  return `\n${formatTable([header, ...rows], output.tableWidth)}${formatReasons(integrations, output)}\n`;
}

/** The most telling first. */
function columnsOf(output: Output, now: Date): Column[] {
  return [
    ["ID", ({ integrationId }) => printable(integrationId)],
    ["Status", ({ status, statusLabel }) => statusWord(status, statusLabel, output)],
    ["Account", ({ connection }) => printable(connection?.accountId ?? "-")],
    ["Region", ({ connection }) => printable(connection?.region ?? "-")],
    ["Event", ({ activity }) => formatAge(activity.lastEventAt, now)],
    ["Pull", ({ activity }) => formatAge(activity.lastPullAt, now)],
    ["Template", ({ connection }) => printable(connection?.templateVersion ?? "-")],
    ["Advisories", ({ advisoriesAsOf }) => formatAge(advisoriesAsOf, now)],
  ];
}

/** Columns of the terminal that a table takes, its gaps included. */
function widthOf(columns: readonly Column[], integrations: readonly KnownIntegration[]): number {
  const widths = columns.map(([title, cell]) =>
    Math.max(title.length, ...integrations.map((integration) => textWidth(cell(integration)))),
  );
  return widths.reduce((sum, width) => sum + width + 2, 0);
}

function formatReasons(integrations: readonly KnownIntegration[], output: Output): string {
  return integrations
    .flatMap(({ integrationId, statusReason, templateUpdate }) => [
      ...(statusReason === null ? [] : [`${integrationId}: ${statusReason}`]),
      ...(templateUpdate === null
        ? []
        : [
            `${integrationId}: template ${templateUpdate.to} is there, its stack has ${templateUpdate.from}.`,
          ]),
    ])
    .map((text) => `\n${paragraph(printable(text), output.width)}`)
    .join("");
}
