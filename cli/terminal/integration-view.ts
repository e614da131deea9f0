import type { KnownIntegration } from "../service/integrations.ts";
import { formatFields } from "./fields.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { formatLaunch } from "./launch-view.ts";
import { printable, printableWhole } from "./printable.ts";
import { integrationRows } from "./integration-rows.ts";
import { paragraph } from "./wrap.ts";

/** `scout integration show`: what it is, how it does, and for owners what launches its stack. */
export function formatIntegration(
  integration: KnownIntegration,
  program: string,
  output: Output,
): string {
  const { statusReason, launch } = integration;
  const reason =
    statusReason === null ? "" : `\n${paragraph(printable(statusReason), output.width)}`;
  return [
    "\n",
    formatRows(integrationRows(integration, output), output),
    reason,
    formatUpdate(integration, output),
    launch === null ? "" : formatLaunch(launch, output),
    heading("What's next", output),
    paragraph(nextCommand(integration, program), Infinity),
    "\n",
  ].join("");
}

/** What its owner wants to know next. */
function nextCommand(
  { integrationId, status, connection, enrollment }: KnownIntegration,
  program: string,
): string {
  if (enrollment?.approval === "waiting") return `${program} integration approve ${integrationId}`;
  if (status === "connected") return `${program} repository list`;
  const verb = (connection?.connectedAt ?? null) === null ? "show" : "check";
  return `${program} integration ${verb} ${integrationId}`;
}

function formatUpdate(integration: KnownIntegration, output: Output): string {
  const { templateUpdate } = integration;
  if (templateUpdate === null) return "";
  const { from, to, changes, url } = templateUpdate;
  return [
    heading("A newer template", output),
    paragraph(printable(`Version ${to} instead of ${from} brings:`), output.width),
    ...changes.map((change) => paragraph(printable(`- ${change}`), output.width, "    ")),
    url === null
      ? ""
      : `${paragraph("Update the stack in AWS, every parameter kept:", output.width)}    ${printableWhole(url)}\n`,
  ].join("");
}

function formatRows(rows: readonly [string, string][], output: Output): string {
  const styleLabel = (label: string): string => output.style("dim", label);
  return formatFields(rows, { width: output.width, indent: 2, styleLabel });
}
