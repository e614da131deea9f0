import { Command } from "commander";
import type { InventoryPackage } from "../../core/contract/inventory.ts";
import { PACKAGE_TYPES, type PackageType } from "../../core/contract/vocabulary.ts";
import type { Inspection } from "../engine.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { TARGET_HELP } from "../target.ts";
import type { Output } from "../terminal/output.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatSbom } from "../terminal/sbom-view.ts";
import { type CommandOptions, listOf, withCommonOptions } from "./command-options.ts";
import type { RunCommand } from "./run-context.ts";

/** The list for people, first. `text` is what other commands call it. */
const FORMATS = ["list", "json", "cyclonedx", "spdx", "text"] as const;

interface SbomOptions extends CommandOptions {
  readonly format: (typeof FORMATS)[number];
  readonly onlyPackageType?: readonly PackageType[];
}

const HELP = `
${TARGET_HELP}

Examples:
  scout sbom my-app:1.0
  scout sbom --only-package-type npm,pypi archive://image.tar
  scout sbom --platform linux/arm64 registry://alpine:3.20
  scout sbom --format cyclonedx --output sbom.cdx.json my-app:1.0
  scout sbom --format json oci-dir://build/image | jq .packages

Formats:
  list       the packages, for people (text, as other commands call it)
  json       everything that the analysis has learned: distribution, config,
             layers, packages with every place that holds them, warnings
  cyclonedx  CycloneDX 1.6 in JSON
  spdx       SPDX 2.3 in JSON`;

/** `scout sbom`: the packages of an image. */
export function sbomCommand(run: RunCommand): Command {
  const command = new Command("sbom")
    .summary("list the packages of an image")
    .description("Lists the packages of an image: its software bill of materials.")
    .argument("<target>", "what to look at")
    .option(
      "--only-package-type <types>",
      `only these, of ${PACKAGE_TYPES.join(", ")}`,
      listOf(PACKAGE_TYPES),
    )
    .addHelpText("after", HELP);
  return withCommonOptions(command, FORMATS).action(
    async (target: string, options: SbomOptions) => {
      await run(options, async ({ engine, engineOptions, output }) => {
        const inspection = await engine.inspect(target, engineOptions);
        const types = options.onlyPackageType;
        const packages = inspection.inventory.packages.filter(
          ({ type }) => types?.includes(type) ?? true,
        );
        await output.result(await formatAs(options.format, inspection, packages, output));
        return EXIT_FINE;
      });
    },
  );
}

async function formatAs(
  format: SbomOptions["format"],
  inspection: Inspection,
  packages: readonly InventoryPackage[],
  output: Output,
): Promise<string> {
  if (format === "list" || format === "text") return formatSbom(inspection, packages, output);
  const inventory = { ...inspection.inventory, packages: [...packages] };
  if (format === "json") return formatJson(inventory);
  // Who only looks at a list does not wait for the library of the formats.
  const { STANDARD_SBOMS } = await import("../../core/formats/standard-sboms.ts");
  return formatJson(STANDARD_SBOMS[format].write({ ...inspection, inventory }));
}
