import type { ImportPlan } from "../import/import-plan.ts";
import type { ChangedRepository } from "../service/repositories.ts";
import { heading } from "./heading.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { shellWord } from "./shell-word.ts";
import { paragraph } from "./wrap.ts";

/** What an import has done, or would do. */
export interface ImportResult {
  readonly plan: ImportPlan;
  /** Of what was sent; empty where nothing was. */
  readonly results: readonly ChangedRepository[];
  readonly applied: boolean;
  /** How the program is called here. */
  readonly program: string;
}

/** A screen of them; JSON has them all. */
const SHOWN = 50;

/** `scout import docker-scout`: what is activated, and what needs a look. */
export function formatImport(
  { plan, results, applied, program }: ImportResult,
  output: Output,
): string {
  const { activate, already, unknown, ambiguous, elsewhere, disabled, ignored } = plan;
  const refused = new Set(
    results
      .filter(({ result }) => result === "unknown")
      .map(({ registry, name }) => `${registry ?? ""}/${name}`),
  );
  const names = (
    items: readonly { readonly registry?: string; readonly name: string }[],
  ): string[] => items.map(({ registry, name }) => [registry ?? [], name].flat().join("/"));
  const activated = names(activate);
  return [
    part(
      applied ? "Activated" : "Would be activated",
      activated.filter((name) => !refused.has(name)),
      "",
      output,
    ),
    part(
      "Gone meanwhile",
      activated.filter((name) => refused.has(name)),
      "",
      output,
    ),
    part(
      "In several registries",
      ambiguous.map(({ name, registries }) => `${name}: ${registries.join(", ")}`),
      "Say which with --registry, or write the registry before the name.",
      output,
    ),
    part(
      "In no connected registry",
      names(unknown),
      `Connect their registry first: ${program} integration create. A repository that was just made appears some seconds later.`,
      output,
    ),
    part("Not in Amazon ECR", names(elsewhere), watchAdvice(elsewhere, program), output),
    heading("Together", output),
    paragraph(
      sumUp(
        plan,
        applied ? `${activate.length - refused.size} activated` : `${activate.length} to activate`,
        already.length,
        disabled,
      ),
      output.width,
    ),
    ignored.length === 0
      ? ""
      : paragraph(
          printable(
            `${plural(ignored.length, "line")} left out, the first: "${(ignored[0] ?? "").slice(0, 100)}"`,
          ),
          output.width,
        ),
    applied || activate.length === 0
      ? ""
      : `\n${paragraph("Nothing was changed. To activate them, add --apply.", output.width)}`,
    "\n",
  ].join("");
}

function part(title: string, names: readonly string[], advice: string, output: Output): string {
  if (names.length === 0) return "";
  const more = names.length - SHOWN;
  return [
    heading(`${title} (${names.length})`, output),
    ...names.slice(0, SHOWN).map((name) => `  ${printable(name)}\n`),
    more > 0 ? `  … and ${more} more: --format json lists all.\n` : "",
    advice === "" ? "" : `\n${paragraph(advice, output.width)}`,
  ].join("");
}

function watchAdvice([first]: ImportPlan["elsewhere"], program: string): string {
  if (first === undefined) return "";
  const { registry, name } = first;
  return `These are watched from a machine of yours, for example: ${program} watch --registry ${shellWord(registry)} --repository ${shellWord(name)}`;
}

function sumUp(
  { unknown, ambiguous, elsewhere }: ImportPlan,
  activated: string,
  already: number,
  disabled: number,
): string {
  const parts = [
    activated,
    `${already} analysed already`,
    `${unknown.length} unknown`,
    ...(ambiguous.length === 0 ? [] : [`${ambiguous.length} in several registries`]),
    ...(elsewhere.length === 0 ? [] : [`${elsewhere.length} elsewhere`]),
    ...(disabled === 0 ? [] : [`${disabled} not enabled in Docker Scout, left out`]),
  ];
  return `${parts.join(", ")}.`;
}
