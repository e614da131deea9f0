import type { KnownIntegration } from "../service/integrations.ts";
import type { Output } from "./output.ts";
import { printable } from "./printable.ts";
import { statusWord } from "./status-style.ts";
import { formatTable } from "./table.ts";
import { formatTime } from "./times.ts";
import { paragraph } from "./wrap.ts";

/** `scout integration list`: one line each, then what is wrong with some. */
export function formatIntegrations(
  integrations: readonly KnownIntegration[],
  program: string,
  output: Output,
): string {
  if (integrations.length === 0) {
    const text = `No registry is connected yet. An owner begins with: ${program} integration create`;
    return `\n${paragraph(text, output.width)}\n`;
  }
  const header = ["ID", "Status", "Account", "Region", "Last event"].map((title) =>
    output.style("bold", title),
  );
  const rows = integrations.map((integration) => {
    const { integrationId, status, statusLabel, activity, connection } = integration;
    return [
      printable(integrationId),
      statusWord(status, statusLabel, output),
      printable(connection?.accountId ?? "-"),
      printable(connection?.region ?? "-"),
      activity.lastEventAt === null ? "-" : formatTime(activity.lastEventAt),
    ];
  });
  return `\n${formatTable([header, ...rows], output.tableWidth)}${formatReasons(integrations, output)}\n`;
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
