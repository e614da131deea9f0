import { Command, CommanderError } from "commander";
import { PermanentError, TransientError } from "../core/errors.ts";
import { cvesCommand } from "./commands/cves.ts";
import { enrollmentCommand } from "./commands/enrollment.ts";
import { importCommand } from "./commands/import.ts";
import { integrationCommand } from "./commands/integration.ts";
import { quickviewCommand } from "./commands/quickview.ts";
import { repositoryCommand } from "./commands/repository.ts";
import type { Runners } from "./commands/run-context.ts";
import { sbomCommand } from "./commands/sbom.ts";
import { watchCommand } from "./commands/watch.ts";
import { createRunners } from "./create-runners.ts";
import { EXIT_ERROR, EXIT_FINE, EXIT_HELP, EXIT_INTERRUPTED } from "./exit-codes.ts";
import type { Surroundings } from "./surroundings.ts";
import { TARGET_HELP } from "./target.ts";
import { wantsColour } from "./terminal/colour.ts";
import { openNotes } from "./terminal/notes.ts";

const HELP = `
${TARGET_HELP}

Examples:
  scout quickview my-app:1.0            an image at one glance
  scout sbom oci-dir://build/image      the packages of an OCI layout
  scout sbom --format spdx my-app:1.0   the same as a file for other tools
  scout cves my-app:1.0                 what the service knows of an image
  scout cves registry://alpine:3.18     the same by itself, without the service
  scout cves --exit-code --only-severity critical archive://image.tar
  scout cves --format json --output cves.json my-app:1.0
  scout integration create --wait       connect a registry in Amazon ECR
  scout repository activate 'team/*'    choose what is analysed
  scout watch --registry ghcr.io --repository acme/app
  scout help cves                       every option of a command

Environment:
  SCOUT_URL, SCOUT_TOKEN  the service and an access token (local mode's)
  SCOUT_ORGANIZATION      the organization there (demo)
  SCOUT_ADVISORIES        folder of advisory databases (.local/advisories)
  NO_COLOR, FORCE_COLOR   colours never, or always
  COLUMNS                 width of lines where no terminal tells it (80)

${EXIT_HELP}

Results go to standard output, everything else to standard error.`;

/**
 * Runs `scout`.
 * @param args Without the interpreter and the program.
 * @returns The exit code, see exit-codes.ts.
 */
export async function runScout(args: readonly string[], around: Surroundings): Promise<number> {
  const { stdout, stderr, signal } = around;
  // A reader that has gone (`| head`) is no failure; others are told where results are written.
  for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
  const notes = openNotes(stderr, around.clock);
  let exitCode: number = EXIT_FINE;
  const runners = createRunners(around, notes, (code) => {
    exitCode = code;
  });
  const program = createProgram(around, runners);
  try {
    await program.parseAsync(args.length === 0 ? ["--help"] : args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    notes.clear();
    if (signal.aborted) {
      notes.note("scout: Interrupted.");
      return EXIT_INTERRUPTED;
    }
    notes.note(`scout: ${messageOf(error)}`);
    return EXIT_ERROR;
  }
}

function createProgram(around: Surroundings, run: Runners): Command {
  const { stdout, stderr, environment } = around;
  const columns = (stream: NodeJS.WriteStream): number => (stream.isTTY && stream.columns) || 80;
  const program = new Command("scout")
    .description("Shows what is inside a container image, and its known vulnerabilities.")
    .version(around.version, "-V, --version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => columns(stdout),
      getErrHelpWidth: () => columns(stderr),
      getOutHasColors: () => wantsColour(stdout, environment),
      getErrHasColors: () => wantsColour(stderr, environment),
      outputError: (text, write) => {
        write(text.replace(/^error: /, "scout: "));
      },
    })
    .showHelpAfterError("scout --help shows the commands, scout COMMAND --help its options.")
    .addHelpText("after", HELP);
  const commands = [
    quickviewCommand(run.onImage),
    sbomCommand(run.onImage),
    cvesCommand(run.onImage),
    watchCommand(run.watching),
    integrationCommand(run.onService),
    enrollmentCommand(run.onService),
    repositoryCommand(run.onService),
    importCommand(run.onService),
  ];
  for (const command of commands) program.addCommand(inherit(command, program));
  return program;
}

/** The settings of the program for a command and those below it. */
function inherit(command: Command, parent: Command): Command {
  for (const child of command.commands) inherit(child, command.copyInheritedSettings(parent));
  return command.copyInheritedSettings(parent);
}

/** Our own errors are sentences for people; anything else is a defect, whose place helps to mend it. */
function messageOf(error: unknown): string {
  if (error instanceof PermanentError || error instanceof TransientError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const [, place = ""] = /\n\s+(at .*)/.exec(error.stack ?? "") ?? [];
  return `This should not have happened: ${error.message} (${error.name} ${place})`;
}
