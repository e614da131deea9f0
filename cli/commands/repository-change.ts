import { Command } from "commander";
import type { PatternChange, RepositoryChange } from "../../core/contract/api-repositories.ts";
import { MAX_LATEST } from "../../core/contract/reconcile-message.ts";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_ERROR, EXIT_FINE } from "../exit-codes.ts";
import {
  type ChangedRepository,
  changeRepositories,
  listRepositories,
} from "../service/repositories.ts";
import {
  commonBeginning,
  parseWritten,
  resolveRepositories,
  type WrittenRepository,
} from "../service/resolve-repositories.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatChanges } from "../terminal/repositories-view.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, wholeNumberBetween, withServiceOptions } from "./service-options.ts";

interface ChangeOptions extends ServiceOptions {
  readonly registry?: string;
  readonly latest?: number;
  readonly purge?: boolean;
}

/** What becomes of what was named. */
type Change = Pick<RepositoryChange, "activated" | "latest" | "purge">;

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

/**
 * What to ask for. A name without its registry is looked for in the list; one with it is sent as
 * it is, since the list is some seconds old.
 * @throws PermanentError `unknown-repository`, `ambiguous-repository`: nothing was changed then
 */
async function changesFor(
  written: readonly WrittenRepository[],
  change: Change,
  { api, signal, output }: ServiceContext,
): Promise<(RepositoryChange | PatternChange)[]> {
  const isPattern = ({ name }: WrittenRepository): boolean => name.includes("*");
  const changes: (RepositoryChange | PatternChange)[] = [];
  const searched: WrittenRepository[] = [];
  for (const item of written) {
    const { name, registry } = item;
    const place = registry === undefined ? {} : { registry };
    if (isPattern(item)) changes.push({ ...place, pattern: name, ...change });
    else if (registry === undefined) searched.push(item);
    else changes.push({ registry, name, ...change });
  }
  if (searched.length === 0) return changes;
  output.progress(`asking ${api.url} …`);
  const list = await listRepositories(api, { name: commonBeginning(searched) }, signal);
  const { found, unknown, ambiguous } = resolveRepositories(searched, list);
  if (ambiguous[0] !== undefined) throw ambiguousRepository(ambiguous[0]);
  if (unknown[0] !== undefined) throw unknownRepository(unknown[0].name);
  return [...changes, ...found.map(({ registry, name }) => ({ registry, name, ...change }))];
}

function unknownRepository(name: string): PermanentError {
  return new PermanentError(
    "unknown-repository",
    `No connected registry has a repository ${name}. Nothing was changed. scout repository list shows those that are known; a new one appears some seconds after it was made.`,
  );
}

function ambiguousRepository({
  name,
  registries,
}: {
  readonly name: string;
  readonly registries: readonly string[];
}): PermanentError {
  return new PermanentError(
    "ambiguous-repository",
    `Several registries have ${name}: ${registries.join(", ")}. Nothing was changed. Write the registry before it: ${registries[0] ?? ""}/${name}`,
  );
}
