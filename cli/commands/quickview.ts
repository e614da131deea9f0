import { Command } from "commander";
import { EXIT_FINE } from "../exit-codes.ts";
import { nextSteps } from "../next-steps.ts";
import { quickviewDocument } from "../quickview-document.ts";
import { TARGET_HELP } from "../target.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatQuickview } from "../terminal/quickview-view.ts";
import { type CommandOptions, withCommonOptions } from "./command-options.ts";
import type { RunCommand } from "./run-context.ts";

interface QuickviewOptions extends CommandOptions {
  readonly format: "text" | "json";
  readonly advisories?: string;
}

const HELP = `
${TARGET_HELP}
  (none)                the image that was pushed last, asked of the service

Examples:
  scout quickview my-app:1.0
  scout quickview                       what was pushed last
  scout quickview registry://alpine:3.20
  scout quickview --format json --output summary.json archive://image.tar

Vulnerabilities are counted by severity: C critical, H high, M medium, L low,
? unspecified. Below them is what they were looked for in:
  ✓  against a full set of advisories, with its date
  !  against the starter set of well-known vulnerabilities only
  ✗  not assessed: nothing is known, which is not the same as none`;

/** `scout quickview`: an image at one glance. */
export function quickviewCommand(run: RunCommand): Command {
  const command = new Command("quickview")
    .alias("qv")
    .summary("show an image at one glance")
    .description(
      "Shows an image at one glance: what it is, how many known vulnerabilities it\nhas, how far that is known, and what to look at next.",
    )
    .argument("[target]", "what to look at")
    .option("--advisories <folder>", "advisory databases made by npm run advisories")
    .addHelpText("after", HELP);
  return withCommonOptions(command, ["text", "json"]).action(
    async (given: string | undefined, options: QuickviewOptions) => {
      await run(options, async ({ engine, engineOptions, output, program }) => {
        const target = given ?? (await engine.newest(engineOptions));
        const summary = await engine.summarise(target, engineOptions);
        const asked = { ...options, target };
        await output.result(
          options.format === "json"
            ? formatJson(quickviewDocument(summary))
            : formatQuickview(summary, nextSteps(summary, asked, program), output),
        );
        return EXIT_FINE;
      });
    },
  );
}
