import { Command } from "commander";
import * as z from "zod";
import {
  IntegrationRequestAccepted,
  RemovedIntegration,
} from "../../core/contract/api-integrations.ts";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { integrationPath, type KnownIntegration } from "../service/integrations.ts";
import { formatRemoved } from "../terminal/integration-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { paragraph } from "../terminal/wrap.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

const Accepted = z.looseObject(IntegrationRequestAccepted.shape);
const Removed = z.looseObject(RemovedIntegration.shape);

const ROTATE_HELP = `
${NAME_HELP}

Nobody has to do anything: the new key is written to the account of the registry,
and the old one is accepted meanwhile. It happens by itself every 90 days, too.`;

const REMOVE_HELP = `
${NAME_HELP}

Its pushes are refused from that moment, and all that is stored of its images is
purged within minutes. In AWS nothing is deleted: the answer names the stack
that is left to delete there.`;

/** `scout integration rotate` and `remove`. */
export function integrationChangeCommands(run: RunOnService): Command[] {
  return [rotateCommand(run), removeCommand(run)];
}

function rotateCommand(run: RunOnService): Command {
  const command = new Command("rotate")
    .summary("give one a new key (owners)")
    .description("Gives an integration a new key, by which its pushes are recognised.")
    .argument("<integration>", "which one")
    .addHelpText("after", ROTATE_HELP);
  return withServiceOptions(command).action(async (name: string, options: ServiceOptions) => {
    await run(options, "owner", async (context) => {
      const { api, signal, output, program } = context;
      const { integrationId } = await namedIntegration(context, name);
      const path = `${integrationPath(integrationId)}/rotate`;
      const accepted = await api.change("POST", path, undefined, Accepted, signal);
      const text = `A new key for ${integrationId} was asked for. It takes a minute; ${program} integration check ${integrationId} says how it went.`;
      await output.result(
        options.format === "json" ? formatJson(accepted) : paragraph(text, output.width),
      );
      return EXIT_FINE;
    });
  });
}

function removeCommand(run: RunOnService): Command {
  const command = new Command("remove")
    .alias("rm")
    .summary("remove one, and all that is stored of its images (owners)")
    .description("Removes an integration, and all that is stored of its images.")
    .argument("<integration>", "which one")
    .option("-y, --yes", "do not ask; needed where nobody sits at the terminal")
    .addHelpText("after", REMOVE_HELP);
  return withServiceOptions(command).action(
    async (name: string, options: ServiceOptions & { readonly yes?: boolean }) => {
      await run(options, "owner", async (context) => {
        const { api, signal, output } = context;
        const integration = await namedIntegration(context, name);
        if (options.yes !== true && !(await isWanted(integration, context))) {
          output.note("Nothing was removed.");
          return EXIT_FINE;
        }
        const path = integrationPath(integration.integrationId);
        const removed = await api.change("DELETE", path, undefined, Removed, signal);
        await output.result(
          options.format === "json" ? formatJson(removed) : formatRemoved(removed, output),
        );
        return EXIT_FINE;
      });
    },
  );
}

/** @throws PermanentError `not-confirmed` where nobody can be asked */
async function isWanted(
  { integrationId, registry, status }: KnownIntegration,
  { prompt, output }: ServiceContext,
): Promise<boolean> {
  const what = registry === null ? integrationId : `${integrationId} (${registry})`;
  if (!prompt.interactive) {
    throw new PermanentError(
      "not-confirmed",
      `Removing ${what} purges all that is stored of its images, and nobody sits at a terminal to confirm it. If you mean it, add --yes.`,
    );
  }
  output.clear();
  output.note(`${what} is ${status}. All that is stored of its images will be purged.`);
  return /^y(es)?$/i.test(await prompt.ask("Remove it? [y/N]"));
}
