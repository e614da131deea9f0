import type { StackLaunch } from "../../core/contract/api-integrations.ts";
import { formatFields } from "./fields.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { printable, printableWhole } from "./printable.ts";
import { formatTime } from "./times.ts";
import { paragraph } from "./wrap.ts";

/** What launches the stack of an integration: the link, and the same by hand. Nothing of it is cut. */
export function formatLaunch(launch: StackLaunch, output: Output): string {
  const { url, templateUrl, stackName, expiresAt, parameters } = launch;
  const rows: [string, string][] = [
    ["Stack name", printable(stackName)],
    ...(templateUrl === null
      ? []
      : [["Template", printableWhole(templateUrl)] satisfies [string, string]]),
    ...Object.entries(parameters).map(([name, value]): [string, string] => [
      printable(name),
      printableWhole(value),
    ]),
  ];
  const styleLabel = (label: string): string => output.style("dim", label);
  return [
    heading("Launch its stack", output),
    formatLink(url, expiresAt, output),
    formatFields(rows, { width: output.width, indent: 2, styleLabel }),
  ].join("");
}

function formatLink(url: string | null, expiresAt: string | null, output: Output): string {
  if (url === null) {
    const text = "The operator publishes no template: ask for it, and launch it by hand with:";
    return paragraph(text, output.width);
  }
  const until = expiresAt === null ? "" : ` It launches a stack until ${formatTime(expiresAt)}.`;
  const text = `Open this in the AWS account that owns the registry, change no field, and create the stack.${until}`;
  return [
    paragraph(text, output.width),
    `\n    ${printableWhole(url)}\n\n`,
    paragraph("The same by hand:", output.width),
  ].join("");
}
