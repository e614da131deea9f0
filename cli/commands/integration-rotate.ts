import { Command } from "commander";
import * as z from "zod";
import { IntegrationRequestAccepted } from "../../core/contract/api-integrations.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { integrationPath } from "../service/integrations.ts";
import { formatJson } from "../terminal/printable.ts";
import { paragraph } from "../terminal/wrap.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

const Accepted = z.looseObject(IntegrationRequestAccepted.shape);

const ROTATE_HELP = `
${NAME_HELP}

Nobody has to do anything: the new key is written to the account of the registry,
and the old one is accepted meanwhile. It happens by itself every 90 days, too.

With --revoke, for a key that others may know, the old one is refused from that
moment on. Pushes that get lost until the new key is there are found by a
comparison with the registry.`;

interface RotateOptions extends ServiceOptions {
  readonly revoke?: boolean;
}

/** `scout integration rotate`. */
export function integrationRotateCommand(run: RunOnService): Command {
  const command = new Command("rotate")
    .summary("give one a new key (owners)")
    .description("Gives an integration a new key, by which its pushes are recognised.")
    .argument("<integration>", "which one")
    .option("--revoke", "refuse the old key at once, since others may know it")
    .addHelpText("after", ROTATE_HELP);
  return withServiceOptions(command).action(async (name: string, options: RotateOptions) => {
    await run(options, "owner", async (context) => {
      const { api, signal, output, program } = context;
      const { integrationId } = await namedIntegration(context, name);
      const path = `${integrationPath(integrationId)}/rotate`;
      const revokeOld = options.revoke === true;
      const body = revokeOld ? { revokeOld } : undefined;
      const accepted = await api.change("POST", path, body, Accepted, signal);
      const revoked = revokeOld ? "The old key is refused from now on. " : "";
      const text = `${revoked}A new key for ${integrationId} was asked for. It takes a minute; ${program} integration check ${integrationId} says how it went.`;
      await output.result(
        options.format === "json" ? formatJson(accepted) : paragraph(text, output.width),
      );
      return EXIT_FINE;
    });
  });
}
