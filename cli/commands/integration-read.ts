import { Command } from "commander";
import { EXIT_FINE } from "../exit-codes.ts";
import { listIntegrations, readIntegration } from "../service/integrations.ts";
import { formatIntegration } from "../terminal/integration-view.ts";
import { formatIntegrations } from "../terminal/integrations-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

const SHOW_HELP = `
${NAME_HELP}
Without a name it is the only one there is.

Owners see what launches the stack of one that is not connected. Treat it as a
secret: whoever has it can connect a registry to your organization.`;

const LIST_HELP = `
Event and Pull are how long ago the last event came and the last image was read,
Advisories how old those are that its newest image was matched against. What has
no room is left out: a wider terminal, show, or --format json has it.`;

/** `scout integration list` and `show`. */
export function integrationReadCommands(run: RunOnService): Command[] {
  return [listCommand(run), showCommand(run)];
}

function listCommand(run: RunOnService): Command {
  const command = new Command("list")
    .alias("ls")
    .summary("list all registries and how they do")
    .description("Lists all integrations: their registry, their status, and what is wrong.")
    .addHelpText("after", LIST_HELP);
  return withServiceOptions(command).action(async (options: ServiceOptions) => {
    await run(options, "member", async ({ api, signal, output, program }) => {
      output.progress(`asking ${api.url} …`);
      const items = await listIntegrations(api, signal);
      await output.result(
        options.format === "json"
          ? formatJson(items)
          : formatIntegrations(items, program, output, new Date()),
      );
      return EXIT_FINE;
    });
  });
}

function showCommand(run: RunOnService): Command {
  const command = new Command("show")
    .summary("show one of them, and what launches its stack")
    .description("Shows one integration; for owners, with the link that launches its stack.")
    .argument("[integration]", "which one")
    .option("--region <region>", "Region in which the link opens")
    .addHelpText("after", SHOW_HELP);
  return withServiceOptions(command).action(
    async (name: string | undefined, options: ServiceOptions & { readonly region?: string }) => {
      await run(options, "owner", async (context) => {
        const { api, signal, output, program } = context;
        const { integrationId } = await namedIntegration(context, name);
        const found = await readIntegration(api, integrationId, options.region, signal);
        await output.result(
          options.format === "json" ? formatJson(found) : formatIntegration(found, program, output),
        );
        return EXIT_FINE;
      });
    },
  );
}
