import { Command } from "commander";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_ERROR, EXIT_FINE } from "../exit-codes.ts";
import { planImport, type ImportPlan } from "../import/import-plan.ts";
import { readListFile } from "../import/read-list-file.ts";
import { readRepositoryList } from "../import/repository-list.ts";
import { type ChangedRepository, listRepositories } from "../service/repositories.ts";
import { formatImport } from "../terminal/import-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { sendChanges } from "./repository-change.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

interface ImportOptions extends ServiceOptions {
  readonly file?: string;
  readonly registry?: string;
  readonly apply?: boolean;
}

const HELP = `
Examples:
  docker scout repo list --only-enabled --only-registry ecr > repositories.txt
  scout import docker-scout --file repositories.txt
  scout import docker-scout --file repositories.txt --apply
  docker scout repo list --only-enabled | scout import docker-scout

The list may be what Docker Scout's program prints, JSON, CSV, or one repository
a line. Without --apply nothing is changed: it shows what would be activated,
and what is in no registry that is connected. It may be repeated.
docs/move-from-docker-scout.md is the whole way, up to deleting the old stack.

Exit codes:
  0    done
  1    error; with --apply also when something could not be activated`;

/** `scout import`: takes over what was set up elsewhere. */
export function importCommand(run: RunOnService): Command {
  const command = new Command("import")
    .summary("take over what was activated in Docker Scout")
    .description("Takes over what was set up in another program.")
    .helpCommand("help [command]", "show help of a command");
  const dockerScout = new Command("docker-scout")
    .summary("activate the repositories that were activated there (editors)")
    .description("Activates the repositories that were activated in Docker Scout.")
    .option("--file <file>", "the list, instead of standard input")
    .option("--registry <host>", "registry of those whose registry the list does not tell")
    .option("--apply", "activate them, and do not only show what would be")
    .addHelpText("after", HELP);
  command.addCommand(
    withServiceOptions(dockerScout).action(async (options: ImportOptions) => {
      await run(options, "editor", (context) => importRepositories(options, context));
    }),
  );
  return command;
}

async function importRepositories(
  { file = "-", registry, apply = false, format }: ImportOptions,
  context: ServiceContext,
): Promise<number> {
  const { api, signal, output, program } = context;
  const list = readRepositoryList(await readList(file, context));
  if (list.repositories.length === 0) {
    throw new PermanentError(
      "empty-list",
      `The list names no repository. ${describeIgnored(list.ignored)}Give one repository a line, or what docker scout repo list prints.`,
    );
  }
  const known = await listRepositories(api, {}, signal, (count) => {
    output.progress(`${count} repositories …`);
  });
  const plan = planImport(list, known, registry);
  const changes = plan.activate.map((place) => ({ ...place, activated: true }));
  const results = apply ? await sendChanges(changes, context) : [];
  await output.result(
    format === "json"
      ? formatJson({ schemaVersion: 1, applied: apply, ...plan, results })
      : formatImport({ plan, results, applied: apply, program }, output),
  );
  return apply && !isComplete(plan, results) ? EXIT_ERROR : EXIT_FINE;
}

/** @throws PermanentError `no-input` where somebody sits at the terminal and gives no list */
async function readList(file: string, { prompt }: ServiceContext): Promise<string> {
  if (file !== "-") return readListFile(file);
  if (!prompt.interactive) return prompt.readInput();
  throw new PermanentError(
    "no-input",
    "There is no list. Name a file with --file, or pipe one in: docker scout repo list --only-enabled | scout import docker-scout",
  );
}

function isComplete(
  { unknown, ambiguous }: ImportPlan,
  results: readonly ChangedRepository[],
): boolean {
  const isDone = results.every(({ result }) => result === "done");
  return isDone && unknown.length === 0 && ambiguous.length === 0;
}

function describeIgnored([first]: readonly string[]): string {
  return first === undefined ? "" : `Its first line is "${first.slice(0, 200)}". `;
}
