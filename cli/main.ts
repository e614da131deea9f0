import { Command, CommanderError } from "commander";
import { PermanentError, TransientError } from "../core/errors.ts";
import { cvesCommand } from "./commands/cves.ts";
import { quickviewCommand } from "./commands/quickview.ts";
import type { RunCommand } from "./commands/run-context.ts";
import { sbomCommand } from "./commands/sbom.ts";
import type { Engine } from "./engine.ts";
import { EXIT_ERROR, EXIT_FINE, EXIT_HELP, EXIT_INTERRUPTED } from "./exit-codes.ts";
import { checkOutputFile, writeOutputFile } from "./output-file.ts";
import { programName } from "./program-name.ts";
import { TARGET_HELP } from "./target.ts";
import { wantsColour } from "./terminal/colour.ts";
import { openNotes, type Notes } from "./terminal/notes.ts";
import { openOutput } from "./terminal/output.ts";

/** What the program runs in. */
export interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Milliseconds, for the pace of progress. */
  readonly clock: () => number;
  /** Made only when a command needs it: help is there at once. */
  readonly engine: () => Promise<Engine>;
}

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
  const program = createProgram(around, async (options, action) => {
    if (options.output !== undefined) await checkOutputFile(options.output);
    const engine = await around.engine();
    exitCode = await action({
      engine,
      engineOptions: { ...options, signal, notes },
      output: outputOf(around, notes, options.output),
      program: programName(around.environment),
    });
    notes.clear();
    if (options.output !== undefined) notes.note(`Written to ${options.output}.`);
  });
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

function createProgram(around: Surroundings, run: RunCommand): Command {
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
  for (const command of [quickviewCommand(run), sbomCommand(run), cvesCommand(run)]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

function outputOf(
  { stdout, environment }: Surroundings,
  notes: Notes,
  file: string | undefined,
): ReturnType<typeof openOutput> {
  const writeFile = (text: string): Promise<void> => writeOutputFile(file ?? "", text);
  return openOutput({
    stdout,
    environment,
    notes,
    ...(file === undefined ? {} : { writeFile }),
  });
}

/** Our own errors are sentences for people; anything else is a defect, whose place helps to mend it. */
function messageOf(error: unknown): string {
  if (error instanceof PermanentError || error instanceof TransientError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const [, place = ""] = /\n\s+(at .*)/.exec(error.stack ?? "") ?? [];
  return `This should not have happened: ${error.message} (${error.name} ${place})`;
}
