import type { EnrollmentLaunch } from "../../core/contract/api-enrollments.ts";
import { integrationsOf, type KnownEnrollment } from "../service/enrollments.ts";
import type { KnownIntegration } from "../service/integrations.ts";
import { formatFields } from "./fields.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable, printableWhole } from "./printable.ts";
import { formatTable } from "./table.ts";
import { formatTime } from "./times.ts";
import { paragraph } from "./wrap.ts";

/** Label and value. */
type Row = [label: string, value: string];

/** `scout enrollment list`: one line each. */
export function formatEnrollments(
  enrollments: readonly KnownEnrollment[],
  integrations: readonly KnownIntegration[],
  program: string,
  output: Output,
): string {
  if (enrollments.length === 0) {
    const text = `No enrollment was created yet. Accounts of an AWS organization connect themselves after: ${program} enrollment create NAME`;
    return `\n${paragraph(text, output.width)}\n`;
  }
  const header = ["ID", "Name", "Status", "Allowed", "Connected", "Waiting"].map((title) =>
    output.style("bold", title),
  );
  const rows = enrollments.map((enrollment) => {
    const own = integrationsOf(enrollment, integrations);
    const waiting = own.filter(isWaiting).length;
    return [
      printable(enrollment.enrollmentId),
      printable(enrollment.name),
      enrollment.closedAt === null ? output.style("green", "open") : output.style("dim", "closed"),
      allowedWord(enrollment),
      String(own.filter(({ status }) => status === "connected").length),
      waiting === 0 ? "0" : output.style("yellow", String(waiting)),
    ];
  });
  return `\n${formatTable([header, ...rows], output.tableWidth)}\n`;
}

/** `scout enrollment show`: what it is, who waits, and what its StackSet is made with. */
export function formatEnrollment(
  enrollment: KnownEnrollment,
  integrations: readonly KnownIntegration[],
  program: string,
  output: Output,
): string {
  const own = integrationsOf(enrollment, integrations);
  const waiting = own.filter(isWaiting);
  const rows: Row[] = [
    ["ID", printable(enrollment.enrollmentId)],
    ["Name", printable(enrollment.name)],
    ["Status", statusOf(enrollment)],
    ["Allowed", allowedAccounts(enrollment)],
    ["Analyses", enrollment.activation === "all" ? "all repositories" : "those that are activated"],
    ...(enrollment.delivery === "events"
      ? []
      : [["Delivery", "by listing the registries, without events"] satisfies Row]),
    ...(enrollment.scope === null
      ? []
      : [["May read", printable(enrollment.scope.join(", "))] satisfies Row]),
    ["Created", formatTime(enrollment.createdAt)],
    ["Registries", `${plural(own.length, "registry", "registries")}, ${waiting.length} waiting`],
  ];
  return [
    "\n",
    formatRows(rows, output),
    waiting.length === 0 ? "" : formatWaiting(waiting, program, output),
    enrollment.launch === null ? "" : formatLaunch(enrollment.launch, output),
    "\n",
  ].join("");
}

function formatWaiting(
  waiting: readonly KnownIntegration[],
  program: string,
  output: Output,
): string {
  const header = ["ID", "Account", "Region"].map((title) => output.style("bold", title));
  const rows = waiting.map(({ integrationId, connection }) => [
    printable(integrationId),
    printable(connection?.accountId ?? "-"),
    printable(connection?.region ?? "-"),
  ]);
  const text = "Nothing of them is read until an owner approves one, or refuses it:";
  return [
    heading("Waiting for approval", output),
    formatTable([header, ...rows], output.tableWidth),
    "\n",
    paragraph(text, output.width),
    `    ${program} integration approve ID\n`,
    `    ${program} integration remove ID\n`,
  ].join("");
}

/** Nothing of it is cut: it is to be copied. */
function formatLaunch(launch: EnrollmentLaunch, output: Output): string {
  const { templateUrl, stackSetName, parameters, commands } = launch;
  const rows: Row[] = [
    ["StackSet", printable(stackSetName)],
    ...(templateUrl === null ? [] : [["Template", printableWhole(templateUrl)] satisfies Row]),
    ...Object.entries(parameters).map(
      ([name, value]) => [printable(name), printableWhole(value)] satisfies Row,
    ),
  ];
  const title = heading("Make its StackSet", output);
  if (commands === null) {
    const text = "The operator publishes no template: ask for it, and make the StackSet with:";
    return [title, paragraph(text, output.width), formatRows(rows, output)].join("");
  }
  const text =
    "In the management account of the AWS organization, or its delegated administrator, with OU set to an organizational unit and REGIONS to Regions:";
  return [
    title,
    paragraph(text, output.width),
    `\n${printableWhole(commands.createStackSet)}\n`,
    `\n${printableWhole(commands.createStackInstances)}\n\n`,
    paragraph("The same by hand:", output.width),
    formatRows(rows, output),
  ].join("");
}

function isWaiting({ enrollment }: KnownIntegration): boolean {
  return enrollment?.approval === "waiting";
}

function statusOf({ closedAt }: KnownEnrollment): string {
  return closedAt === null ? "open" : `closed ${formatTime(closedAt)}`;
}

function allowedWord({ allowedAccounts: allowed }: KnownEnrollment): string {
  if (allowed === "*") return "all";
  return allowed.length === 0 ? "none" : plural(allowed.length, "account");
}

function allowedAccounts({ allowedAccounts: allowed }: KnownEnrollment): string {
  if (allowed === "*") return "every account that has the token";
  return allowed.length === 0 ? "none: every account waits" : printable(allowed.join(", "));
}

function formatRows(rows: readonly Row[], output: Output): string {
  const styleLabel = (label: string): string => output.style("dim", label);
  return formatFields(rows, { width: output.width, indent: 2, styleLabel });
}
