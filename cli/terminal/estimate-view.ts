import type { Estimate } from "../../core/contract/api-estimate.ts";
import type { PullPath } from "../../core/contract/vocabulary.ts";
import { formatDollars } from "./dollars.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { formatCount } from "./plural.ts";
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
    heading("How it comes about", output),
    ...costs.map(({ name, how }) => explain(name, how, output)),
    explain("Pulling", egress.how, output),
    others.length === 0 ? "" : heading("Elsewhere", output),
    ...others.map((text) => paragraph(text, output.width)),
    "\n",
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
