import { Command } from "commander";
import { PACKAGE_TYPES, type PackageType } from "../../core/contract/vocabulary.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { TARGET_HELP } from "../target.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatSbom } from "../terminal/sbom-view.ts";
import { type CommandOptions, listOf, withCommonOptions } from "./command-options.ts";
import type { RunCommand } from "./run-context.ts";

interface SbomOptions extends CommandOptions {
  readonly onlyPackageType?: readonly PackageType[];
}

const HELP = `
${TARGET_HELP}

Examples:
  scout sbom my-app:1.0
  scout sbom --only-package-type npm,pypi archive://image.tar
  scout sbom --platform linux/arm64 registry://alpine:3.20
  scout sbom --format json --output sbom.json oci-dir://build/image

JSON is everything that the analysis has learned: distribution, config, layers,
packages with every place that holds them, and warnings.`;

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
  return withCommonOptions(command).action(async (target: string, options: SbomOptions) => {
    await run(options, async ({ engine, engineOptions, output }) => {
      const inspection = await engine.inspect(target, engineOptions);
      const { inventory } = inspection;
      const types = options.onlyPackageType;
      const packages = inventory.packages.filter(({ type }) => types?.includes(type) ?? true);
      await output.result(
        options.format === "json"
          ? formatJson({ ...inventory, packages })
          : formatSbom(inspection, packages, output),
      );
      return EXIT_FINE;
    });
  });
}
