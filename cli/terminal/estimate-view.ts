import type { Estimate, MeasuredMonth } from "../../core/contract/api-estimate.ts";
import type { PullPath } from "../../core/contract/vocabulary.ts";
import { formatBytes } from "./bytes.ts";
import { formatDollars } from "./dollars.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { formatCount, plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { formatTable } from "./table.ts";
import { paragraph } from "./wrap.ts";

const PLACES: Readonly<Record<PullPath, string>> = {
  same: "in the same Region",
  cross: "in another Region",
  internet: "outside of AWS",
};

/** `scout integration estimate`: what a month costs, the published figures, and how they come about. */
export function formatEstimate(estimate: Estimate, output: Output): string {
  const { month, assumptions, resources, egress, total, alternatives } = estimate;
  const intro = `${formatCount(month.pushes)} pushes a month, ${formatCount(month.events)} events, ${formatCount(Math.round(month.gigabytesPulled))} GB pulled; the service runs ${PLACES[assumptions.regions]}. US dollars a month, prices of ${estimate.pricesRegion} of ${estimate.pricesAsOf}.`;
  const costs = resources.filter(({ monthly, seed }) => monthly > 0 || (seed?.monthly ?? 0) > 0);
  const rows = [
    ...costs.map(({ name, monthly, seed }) => row(name, monthly, seed?.monthly)),
    row("Pulling the images", egress.monthly, egress.seed.monthly),
    row("Together", total.monthly, total.seed.monthly),
  ];
  const header = ["What", "Costs", "As published"].map((title) => output.style("bold", title));
  const others = alternatives.map(
    (other) => `the service ${PLACES[other.regions]}: ${formatDollars(other.total)}`,
  );
  return [
    "\n",
    paragraph(intro, output.width),
    "\n",
    formatTable([header, ...rows], output.tableWidth),
    resources.length === costs.length ? "" : free(resources.length - costs.length, output),
    heading("How it comes about", output),
    ...costs.map(({ name, how }) => explain(name, how, output)),
    explain("Pulling", egress.how, output),
    heading("How the published figures do", output),
    ...costs.flatMap(({ name, seed }) => (seed === null ? [] : explain(name, seed.how, output))),
    explain("Pulling", egress.seed.how, output),
    others.length === 0 ? "" : heading("Elsewhere", output),
    ...others.map((text) => paragraph(text, output.width)),
    estimate.measured === null ? "" : measuredPart(estimate.measured, output),
    "\n",
  ].join("");
}

function free(count: number, output: Output): string {
  const text = `The stack has ${plural(count, "more resource")}, which cost nothing.`;
  return `\n${paragraph(text, output.width)}`;
}

/** What the organization's integrations cost in the month before this one. */
function measuredPart(measured: MeasuredMonth, output: Output): string {
  const { month, integrations, events, analyses, bytesPulled, bytesKnown, cost } = measured;
  const bytes = bytesPulled + bytesKnown;
  const share = bytes === 0 ? 0 : Math.round((100 * bytesKnown) / bytes);
  const used = `${plural(integrations, "integration")}, ${plural(events, "event")}, ${formatCount(analyses)} analysed; ${formatBytes(bytesPulled)} pulled, ${share} % of the bytes were in layers known already.`;
  const costs = `It cost ${formatDollars(cost.total)}: secrets ${formatDollars(cost.secret)}, events ${formatDollars(cost.events)}, pulling ${formatDollars(cost.egress)}.`;
  return [
    heading(printable(`Measured in ${month}`), output),
    paragraph(used, output.width),
    paragraph(costs, output.width),
  ].join("");
}

function row(name: string, monthly: number, published: number | undefined): string[] {
  return [
    printable(name),
    formatDollars(monthly),
    published === undefined ? "-" : formatDollars(published),
  ];
}

function explain(name: string, how: string, output: Output): string {
  return paragraph(printable(`${name}: ${how}`), output.width);
}
