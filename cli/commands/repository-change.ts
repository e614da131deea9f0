import { Command } from "commander";
import type { PatternChange, RepositoryChange } from "../../core/contract/api-repositories.ts";
import { MAX_LATEST } from "../../core/contract/reconcile-message.ts";
import { EXIT_ERROR, EXIT_FINE } from "../exit-codes.ts";
import { type ChangedRepository, changeRepositories } from "../service/repositories.ts";
import { parseWritten, type WrittenRepository } from "../service/resolve-repositories.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatChanges } from "../terminal/repositories-view.ts";
import { placesOf } from "./repository-name.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, wholeNumberBetween, withServiceOptions } from "./service-options.ts";

interface ChangeOptions extends ServiceOptions {
  readonly registry?: string;
  readonly latest?: number;
  readonly purge?: boolean;
}

/** What becomes of what was named. */
type Change = Pick<PatternChange, "activated" | "latest" | "purge">;

const NAMES_HELP = `
A name may be a pattern, in quotes: * stands for any characters, also in names
of repositories that there will be. A name may begin with its registry, which is
needed where several registries have it.

Exit codes:
  0    done
  1    error, or some are unknown; the others are done`;

/** `scout repository activate` and `deactivate`. */
export function repositoryChangeCommands(run: RunOnService): Command[] {
  const activate = new Command("activate")
    .summary("analyse some from now on (editors)")
    .description("Analyses the latest image of repositories at once, and their pushes from now on.")
    .argument("<repositories...>", "names or patterns")
    .option(
      "--latest <n>",
      "analyse so many of the latest images at once (1)",
      wholeNumberBetween(1, MAX_LATEST),
    );
  const deactivate = new Command("deactivate")
    .summary("analyse some no more (editors)")
    .description("Analyses the pushes of repositories no more. What was analysed stays.")
    .argument("<repositories...>", "names or patterns")
    .option("--purge", "forget what is stored of their images, too");
  return [withChange(activate, true, run), withChange(deactivate, false, run)];
}

function withChange(command: Command, activated: boolean, run: RunOnService): Command {
  return withServiceOptions(
    command.option("--registry <host>", "of this registry only").addHelpText("after", NAMES_HELP),
  ).action(async (names: readonly string[], options: ChangeOptions) => {
    await run(options, "editor", async (context) => {
      const { latest, purge } = options;
      const written = names.map((name) => parseWritten(name, options.registry));
      const change = {
        activated,
        ...(latest === undefined ? {} : { latest }),
        ...(purge === undefined ? {} : { purge }),
      };
      const results = await sendChanges(await changesFor(written, change, context), context);
      await context.output.result(
        options.format === "json"
          ? formatJson({ items: results })
          : formatChanges(results, activated, context.output),
      );
      return results.every(({ result }) => result === "done") ? EXIT_FINE : EXIT_ERROR;
    });
  });
}

/** Sends changes, with progress. */
export function sendChanges(
  changes: readonly (RepositoryChange | PatternChange)[],
  { api, signal, output }: ServiceContext,
): Promise<ChangedRepository[]> {
  return changeRepositories(api, changes, signal, (done) => {
    output.progress(`${done} of ${changes.length} repositories …`);
  });
}

/** What to ask for: patterns as they are, names with the registry that has them. */
async function changesFor(
  written: readonly WrittenRepository[],
  change: Change,
  context: ServiceContext,
): Promise<(RepositoryChange | PatternChange)[]> {
  const isPattern = ({ name }: WrittenRepository): boolean => name.includes("*");
  const patterns = written.filter(isPattern).map(({ name, registry }): PatternChange => {
    return { ...(registry === undefined ? {} : { registry }), pattern: name, ...change };
  });
  const single = written.filter((item) => !isPattern(item));
  const places = await placesOf(single, context);
  return [...patterns, ...places.map((place) => ({ ...place, ...change }))];
}
