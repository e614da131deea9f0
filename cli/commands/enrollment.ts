import { Command, Option } from "commander";
import { ACTIVATIONS, DELIVERIES } from "../../core/contract/vocabulary.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { KnownEnrollment, listEnrollments } from "../service/enrollments.ts";
import { listIntegrations } from "../service/integrations.ts";
import { formatEnrollments } from "../terminal/enrollment-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { listOf } from "./command-options.ts";
import { enrollmentChangeCommands } from "./enrollment-change.ts";
import { ENROLLMENT_HELP, namedEnrollment, showEnrollment } from "./enrollment-name.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

interface CreateOptions extends ServiceOptions {
  readonly allow?: readonly string[];
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly delivery: (typeof DELIVERIES)[number];
  readonly scope?: readonly string[];
}

const HELP = `
${ENROLLMENT_HELP}

Examples:
  scout enrollment create "All accounts" --allow 222222222222,333333333333
  scout enrollment show --format json | jq -r .launch.commands.createStackSet
  scout enrollment allow "All accounts" 444444444444
  scout integration approve 555555555555

An enrollment lets the accounts of an AWS organization connect themselves: one
StackSet with the same parameters for all, an integration for each account and
Region. Accounts that are not on its allow-list wait for an owner's approval.
docs/organizations.md tells the whole story.`;

const CREATE_HELP = `
Examples:
  scout enrollment create "All accounts"
  scout enrollment create Production --allow 222222222222 --activation all
  scout enrollment create Everything --allow '*' --scope 'team/*'

Without --allow every account waits for approval. The answer has the commands
that make the StackSet. Treat them as secrets: whoever has them can ask to be
connected, and with --allow '*' is.`;

const SHOW_HELP = `
${ENROLLMENT_HELP}
Without a name it is the only open one.

It shows who waits for approval, and what the StackSet is made with, which is a
secret.`;

/** `scout enrollment`: accounts that connect themselves. */
export function enrollmentCommand(run: RunOnService): Command {
  const command = new Command("enrollment")
    .summary("let the accounts of an AWS organization connect themselves")
    .description("Lets the accounts of an AWS organization connect themselves by a StackSet.")
    .helpCommand("help [command]", "show help of a command")
    .addHelpText("after", HELP);
  const commands = [
    listCommand(run),
    showCommand(run),
    createCommand(run),
    ...enrollmentChangeCommands(run),
  ];
  for (const child of commands) command.addCommand(child);
  return command;
}

function listCommand(run: RunOnService): Command {
  const command = new Command("list")
    .alias("ls")
    .summary("list all of them, and how many accounts wait (owners)")
    .description("Lists all enrollments, with the registries that are connected or wait.");
  return withServiceOptions(command).action(async (options: ServiceOptions) => {
    await run(options, "owner", async ({ api, signal, output, program }) => {
      output.progress(`asking ${api.url} …`);
      const items = await listEnrollments(api, signal);
      if (options.format === "json") {
        await output.result(formatJson(items));
        return EXIT_FINE;
      }
      const integrations = await listIntegrations(api, signal);
      await output.result(formatEnrollments(items, integrations, program, output));
      return EXIT_FINE;
    });
  });
}

function showCommand(run: RunOnService): Command {
  const command = new Command("show")
    .summary("show one: who waits, and what makes its StackSet (owners)")
    .description("Shows one enrollment, who waits for approval, and what makes its StackSet.")
    .argument("[enrollment]", "which one")
    .addHelpText("after", SHOW_HELP);
  return withServiceOptions(command).action(
    async (name: string | undefined, options: ServiceOptions) => {
      await run(options, "owner", async (context) => {
        await showEnrollment(context, await namedEnrollment(context, name), options);
        return EXIT_FINE;
      });
    },
  );
}

function createCommand(run: RunOnService): Command {
  const command = new Command("create")
    .summary("make one, with the commands that make its StackSet (owners)")
    .description("Creates an enrollment, and shows what makes its StackSet.")
    .argument("<name>", "for people")
    .option("--allow <accounts>", "accounts that need no approval; '*' for all", listOf())
    .addOption(
      new Option("--activation <activation>", "analyse all repositories, or the selected ones")
        .choices(ACTIVATIONS)
        .default("selected"),
    )
    .addOption(
      new Option("--delivery <delivery>", "how pushes are learned of; poll works in every Region")
        .choices(DELIVERIES)
        .default("events"),
    )
    .option(
      "--scope <names>",
      "leave the roles to these repositories; * ends a beginning",
      listOf(),
    )
    .addHelpText("after", CREATE_HELP);
  return withServiceOptions(command).action(async (name: string, options: CreateOptions) => {
    await run(options, "owner", async (context) => {
      const { allow = [], activation, delivery, scope } = options;
      const body = { name, allowedAccounts: allowedOf(allow), activation, delivery, scope };
      const { api, signal } = context;
      const created = await api.change("POST", "/enrollments", body, KnownEnrollment, signal);
      await showEnrollment(context, created, options);
      return EXIT_FINE;
    });
  });
}

function allowedOf(accounts: readonly string[]): readonly string[] | "*" {
  return accounts.includes("*") ? "*" : accounts;
}
