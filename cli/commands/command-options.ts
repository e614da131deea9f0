import { type Command, Option } from "commander";

/** Options that every command on an image has. */
export interface CommandOptions {
  readonly format: string;
  readonly output?: string;
  readonly platform?: string;
  readonly advisories?: string;
  readonly cache: boolean;
}

/** Adds the options of every command on an image. */
export function withCommonOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(
      new Option("--format <format>", "how to show the result")
        .choices(formats)
        .default(formats[0] ?? "text"),
    )
    .option("-o, --output <file>", "write the result to a file")
    .option("--platform <platform>", "of a multi-platform image: os/architecture[/variant]")
    .option("--advisories <folder>", "advisory databases made by `npm run advisories`")
    .option("--no-cache", "read every layer again");
}
