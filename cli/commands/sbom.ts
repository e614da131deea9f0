import { Command } from "commander";
import { TARGET_HELP } from "../target.ts";
import type { Analysis } from "../analysis.ts";
import type { Output } from "../terminal/output.ts";
import { printable } from "../terminal/printable.ts";
import { formatTable } from "../terminal/table.ts";
import { type CommandOptions, withCommonOptions } from "./command-options.ts";

/** Analyses a target with the options of a command. */
export type Analyse = (
  target: string,
  options: CommandOptions,
  output: Output,
) => Promise<Analysis>;

/** Makes the output of one command run, and finishes it. */
export type WithOutput = (
  options: CommandOptions,
  run: (output: Output) => Promise<void>,
) => Promise<void>;

interface SbomOptions extends CommandOptions {
  readonly onlyPackageType?: readonly string[];
}

/** `scout sbom`: the packages of an image. */
export function sbomCommand(analyse: Analyse, withOutput: WithOutput): Command {
  const command = new Command("sbom")
    .description("List the packages of an image: its software bill of materials")
    .argument("<target>", "what to look at")
    .option("--only-package-type <type...>", "only these types, for example npm deb")
    .addHelpText(
      "after",
      `${TARGET_HELP}

Examples:
  scout sbom oci-dir://build/image
  scout sbom --format json --output sbom.json alpine:3.20
  scout sbom --only-package-type npm archive://image.tar`,
    );
  return withCommonOptions(command, ["list", "json"]).action(
    async (target: string, options: SbomOptions) => {
      await withOutput(options, async (output) => {
        const analysis = await analyse(target, options, output);
        output.result(formatSbom(analysis, options, output));
      });
    },
  );
}

function formatSbom({ name, inventory }: Analysis, options: SbomOptions, output: Output): string {
  const types = options.onlyPackageType;
  const packages =
    types === undefined
      ? inventory.packages
      : inventory.packages.filter(({ type }) => types.includes(type));
  if (options.format === "json") return `${JSON.stringify({ ...inventory, packages }, null, 2)}\n`;
  const rows = packages.map(({ namespace, name: packageName, version, type, locations }) => [
    printable(namespace === undefined ? packageName : joinName(type, namespace, packageName)),
    printable(version),
    type,
    output.style("dim", `layer ${locations[0]?.layer ?? 0}`),
  ]);
  const header = ["Name", "Version", "Type", "Layer"].map((title) => output.style("bold", title));
  const warnings = inventory.warnings.map(({ path, message }) =>
    printable(path === undefined ? message : `${path}: ${message}`),
  );
  return [
    `\n  ${output.style("bold", printable(name))}  ${packages.length} packages\n\n`,
    packages.length === 0 ? "" : formatTable([header, ...rows]),
    warnings.length === 0 ? "" : `\n  Not everything could be read:\n`,
    ...warnings.map((warning) => `    ${output.style("yellow", "!")} ${warning}\n`),
    "\n",
  ].join("");
}

/** As people of that ecosystem write the name: `group:artifact`, `@scope/name`. */
function joinName(type: string, namespace: string, name: string): string {
  if (type === "maven") return `${namespace}:${name}`;
  return type === "deb" || type === "apk" ? name : `${namespace}/${name}`;
}
