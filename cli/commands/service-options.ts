import { type Command, InvalidArgumentError, Option } from "commander";

/** Options that every command on the service has. */
export interface ServiceOptions {
  readonly format: "text" | "json";
  readonly output?: string;
}

/** Adds the options of every command on the service. */
export function withServiceOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "how to show the result")
        .choices(["text", "json"])
        .default("text"),
    )
    .option("-o, --output <file>", "write the result to a file");
}

/** For options that take a number within limits. */
export function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a number from ${least} to ${most}.`);
  };
}

/** For options that take a whole number within limits. */
export function wholeNumberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
