import { Command, Option } from "commander";
import { EXIT_FINE } from "../exit-codes.ts";
import { listRepositories } from "../service/repositories.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatRepositories } from "../terminal/repositories-view.ts";
import { fitsPattern, literalBeginning } from "../name-pattern.ts";
import { repositoryChangeCommands } from "./repository-change.ts";
import { repositoryRetentionCommand } from "./repository-retention.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

interface ListOptions extends ServiceOptions {
  readonly registry?: string;
  readonly activated?: boolean;
  readonly deactivated?: boolean;
}

const HELP = `
Examples:
  scout repository list --activated
  scout repository list 'team/*'
  scout repository activate team/app 'base/*'
  scout repository deactivate team/old
  scout repository retention team/app --keep-latest 20

Repositories are those of the registries that are connected, see scout
integration. Where an integration analyses all, nothing has to be activated.`;

/** `scout repository`: which repositories are analysed. */
export function repositoryCommand(run: RunOnService): Command {
  const command = new Command("repository")
    .alias("repo")
    .summary("choose which repositories are analysed")
    .description("Lists the repositories of connected registries, and chooses which are analysed.")
    .helpCommand("help [command]", "show help of a command")
    .addHelpText("after", HELP);
  const commands = [
    listCommand(run),
    ...repositoryChangeCommands(run),
    repositoryRetentionCommand(run),
  ];
  for (const child of commands) command.addCommand(child);
  return command;
}

function listCommand(run: RunOnService): Command {
  const command = new Command("list")
    .alias("ls")
    .summary("list them, and which are analysed")
    .description("Lists the repositories of all connected registries, with or without images.")
    .argument("[pattern]", "a name; * stands for any characters, ? for one")
    .option("--registry <host>", "of this registry only")
    .addOption(new Option("--activated", "only those that are analysed").conflicts("deactivated"))
    .option("--deactivated", "only those that are not");
  return withServiceOptions(command).action(
    async (pattern: string | undefined, options: ListOptions) => {
      await run(options, "member", async ({ api, signal, output, program }) => {
        const wanted = options.deactivated === true ? false : options.activated;
        const query = {
          ...(options.registry === undefined ? {} : { registry: options.registry }),
          ...(pattern === undefined ? {} : { name: literalBeginning(pattern) }),
          ...(wanted === undefined ? {} : { activated: wanted }),
        };
        output.progress(`asking ${api.url} …`);
        const all = await listRepositories(api, query, signal, (count) => {
          output.progress(`${count} repositories …`);
        });
        const items = all.filter(({ name }) => pattern === undefined || fitsPattern(name, pattern));
        await output.result(
          options.format === "json"
            ? formatJson(items)
            : formatRepositories(items, program, output),
        );
        return EXIT_FINE;
      });
    },
  );
}
