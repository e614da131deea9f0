import { Command, Option } from "commander";
import { SEVERITIES } from "../../core/contract/vocabulary.ts";
import { standingOf } from "../coverage.ts";
import { cvesDocument } from "../cves-document.ts";
import type { Analysis } from "../engine.ts";
import { EXIT_ERROR, EXIT_FINDINGS, EXIT_FINE, EXIT_HELP } from "../exit-codes.ts";
import { filterFindings, type FindingFilter, unknownNames } from "../finding-filter.ts";
import { TARGET_HELP } from "../target.ts";
import { formatCves } from "../terminal/cves-view.ts";
import type { Notes } from "../terminal/notes.ts";
import { formatJson } from "../terminal/printable.ts";
import { shellWord } from "../terminal/shell-word.ts";
import { type CommandOptions, listOf, withCommonOptions } from "./command-options.ts";
import type { RunCommand } from "./run-context.ts";

interface CvesOptions extends CommandOptions, FindingFilter {
  readonly format: "text" | "json";
  readonly advisories?: string;
  readonly exitCode?: boolean;
}

const HELP = `
${TARGET_HELP}

Examples:
  scout cves my-app:1.0
  scout cves --only-severity critical,high --only-fixed archive://image.tar
  scout cves --only-package openssl,@babel/core oci-dir://build/image
  scout cves --exit-code --only-severity critical registry://alpine:3.18
  scout cves --format json --output cves.json fs:///

What was not assessed is named as such: it is not known to be without
vulnerabilities. Full sets of advisories: npm run advisories -- --help

${EXIT_HELP}`;

/** `scout cves`: the vulnerabilities of an image. */
export function cvesCommand(run: RunCommand): Command {
  const command = new Command("cves")
    .summary("list the known vulnerabilities of an image")
    .description("Lists the known vulnerabilities of an image, by package.")
    .argument("<target>", "what to look at")
    .option(
      "--only-severity <severities>",
      `only these, of ${SEVERITIES.join(", ")}`,
      listOf(SEVERITIES),
    )
    .addOption(
      new Option("--only-fixed", "only those that have a fixed version").conflicts("onlyUnfixed"),
    )
    .option("--only-unfixed", "only those that have none")
    .option("--only-package <names>", "only these packages, by name or purl", listOf())
    .option("-e, --exit-code", "exit with 2 when anything is shown")
    .option("--advisories <folder>", "advisory databases made by npm run advisories")
    .addHelpText("after", HELP);
  return withCommonOptions(command, ["text", "json"]).action(
    async (target: string, options: CvesOptions) => {
      await run(options, async ({ engine, engineOptions, output, program }) => {
        const analysis = await engine.analyse(target, engineOptions);
        const shown = filterFindings(analysis, options);
        for (const name of unknownNames(analysis, options.onlyPackage)) {
          output.note(`${analysis.name} has no package named ${name}.`);
        }
        const sbomCommand = `${program} sbom ${shellWord(target)}`;
        await output.result(
          options.format === "json"
            ? formatJson(cvesDocument(analysis, shown))
            : formatCves(analysis, shown, sbomCommand, output),
        );
        return options.exitCode === true ? exitCodeOf(analysis, shown.length, output) : EXIT_FINE;
      });
    },
  );
}

/** Who lets a build fail on findings must not be told "fine" when nothing was looked at. */
function exitCodeOf({ report }: Analysis, shown: number, notes: Notes): number {
  if (shown > 0) return EXIT_FINDINGS;
  const missing = report.assessed.filter(({ coverage }) => coverage === "not-assessed");
  if (missing.length === 0) return EXIT_FINE;
  const names = missing.map(({ ecosystem }) => ecosystem).join(", ");
  if (standingOf(report.assessed) === "none") {
    notes.note(
      `scout: Nothing was assessed (${names}), so --exit-code can't say that all is fine.`,
    );
    return EXIT_ERROR;
  }
  notes.note(`Not assessed, and no part of the exit code: ${names}.`);
  return EXIT_FINE;
}
