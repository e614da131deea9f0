import { writeFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { cvesCommand } from "./commands/cves.ts";
import type { CommandOptions } from "./commands/command-options.ts";
import { sbomCommand, type Analyse, type WithOutput } from "./commands/sbom.ts";
import { openOutput, type Output } from "./terminal/output.ts";

/** What the program runs in. */
export interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly version: string;
  readonly analyse: Analyse;
}

/** A command ran and failed. */
const EXIT_ERROR = 1;

/**
 * Runs `scout`.
 * @param args Without the interpreter and the program.
 * @returns The exit code: 0 fine, 1 error, 2 findings where asked for.
 */
export async function runScout(args: readonly string[], around: Surroundings): Promise<number> {
  const exit = { code: 0 };
  const program = createProgram(around, (code) => {
    exit.code = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exit.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const text = error instanceof Error ? error.message : String(error);
    openOutput(around).note(`scout: ${text}`);
    return EXIT_ERROR;
  }
}

function createProgram(around: Surroundings, setExitCode: (code: number) => void): Command {
  const withOutput: WithOutput = (options, run) => runWithOutput(around, options, run);
  const program = new Command("scout")
    .description("What is inside a container image, and what is wrong with it")
    .version(around.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
    })
    .showHelpAfterError("Run scout --help for the commands, scout COMMAND --help for one.");
  for (const command of [
    cvesCommand(around.analyse, withOutput, setExitCode),
    sbomCommand(around.analyse, withOutput),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

async function runWithOutput(
  around: Surroundings,
  { output: file }: CommandOptions,
  run: (output: Output) => Promise<void>,
): Promise<void> {
  if (file === undefined) {
    await run(openOutput(around));
    return;
  }
  const parts: string[] = [];
  const output = openOutput(around, (text) => parts.push(text));
  await run(output);
  await writeFile(file, parts.join(""));
  output.note(`Written to ${file}.`);
}
