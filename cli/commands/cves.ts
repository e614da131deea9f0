import { Command, Option } from "commander";
import { SEVERITIES } from "../../core/contract/vocabulary.ts";
import { filterFindings, type FindingFilter } from "../finding-filter.ts";
import { TARGET_HELP } from "../target.ts";
import { formatCves } from "../terminal/cves-view.ts";
import { type CommandOptions, withCommonOptions } from "./command-options.ts";
import type { Analyse, WithOutput } from "./sbom.ts";

interface CvesOptions extends CommandOptions, FindingFilter {
  readonly exitCode?: boolean;
}

/** Exit code of a command that was asked to fail on findings. */
const EXIT_FINDINGS = 2;

/** `scout cves`: the vulnerabilities of an image. */
export function cvesCommand(
  analyse: Analyse,
  withOutput: WithOutput,
  setExitCode: (code: number) => void,
): Command {
  const command = new Command("cves")
    .description("List the vulnerabilities of an image, by package")
    .argument("<target>", "what to look at")
    .addOption(
      new Option("--only-severity <severity...>", "only these severities").choices(SEVERITIES),
    )
    .option("--only-fixed", "only vulnerabilities that have a fix")
    .option("--only-unfixed", "only vulnerabilities that have none")
    .option("--only-package <name...>", "only these packages")
    .option("-e, --exit-code", "exit with 2 when anything is found")
    .addHelpText(
      "after",
      `${TARGET_HELP}

Examples:
  scout cves my-app:1.0
  scout cves --only-severity critical high --exit-code registry://alpine:3.18
  scout cves --format json oci-dir://build/image

Exit codes: 0 fine, 1 error, 2 vulnerabilities found (with --exit-code).`,
    );
  return withCommonOptions(command, ["text", "json"]).action(
    async (target: string, options: CvesOptions) => {
      await withOutput(options, async (output) => {
        const analysis = await analyse(target, options, output);
        const report = filterFindings(analysis, options);
        output.result(
          options.format === "json"
            ? `${JSON.stringify({ name: analysis.name, digest: analysis.inventory.digest, ...report }, null, 2)}\n`
            : formatCves({ ...analysis, report }, output),
        );
        if (options.exitCode === true && report.findings.length > 0) setExitCode(EXIT_FINDINGS);
      });
    },
  );
}
