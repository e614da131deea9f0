import { InvalidArgumentError, Option, type Command } from "commander";
import { parsePlatform } from "../../core/oci/platform.ts";

/** Options that every command on an image has. */
export interface CommandOptions {
  readonly output?: string;
  readonly platform?: string;
  readonly cache: boolean;
}

/**
 * Adds the options of every command on an image.
 * @param formats The values of --format, the default one first.
 */
export function withCommonOptions(
  command: Command,
  formats: readonly [string, ...string[]],
): Command {
  return withAnalysisOptions(
    command
      .addOption(
        new Option("--format <format>", "how to show the result")
          .choices(formats)
          .default(formats[0]),
      )
      .option("-o, --output <file>", "write the result to a file"),
  );
}

/** Adds the options of every command that analyses. */
export function withAnalysisOptions(command: Command): Command {
  return command
    .option(
      "--platform <platform>",
      "of a multi-platform image: os/architecture[/variant]",
      checkPlatform,
    )
    .option("--no-cache", "read every layer again");
}

/** For options that take `a,b` or are given several times: each must be one of `choices`, where there are any. */
export function listOf<T extends string>(
  choices?: readonly T[],
): (value: string, previous?: readonly T[]) => T[] {
  return (value, previous = []) => {
    const words = value.split(",").map((word) => word.trim());
    const known = words.filter(
      (word): word is T =>
        word !== "" && (choices === undefined || choices.some((choice) => choice === word)),
    );
    if (known.length === words.length) return [...previous, ...known];
    throw new InvalidArgumentError(
      choices === undefined
        ? "Separate names by commas."
        : `Allowed are ${choices.join(", ")}, separated by commas.`,
    );
  };
}

function checkPlatform(text: string): string {
  try {
    parsePlatform(text);
    return text;
  } catch {
    throw new InvalidArgumentError("Write os/architecture[/variant], for example linux/arm64.");
  }
}
