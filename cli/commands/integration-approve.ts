import { Command } from "commander";
import { EXIT_FINE } from "../exit-codes.ts";
import { integrationPath, KnownIntegration } from "../service/integrations.ts";
import { formatIntegration } from "../terminal/integration-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

const HELP = `
${NAME_HELP}

It came by an enrollment, and its account is not on the allow-list: its stack is
complete, and nothing of its registry is read until an owner approves it.
scout integration remove refuses it.`;

/** `scout integration approve`: lets an account in that waits. */
export function integrationApproveCommand(run: RunOnService): Command {
  const command = new Command("approve")
    .summary("let one in that waits for approval (owners)")
    .description("Approves the account of an integration that came by an enrollment and waits.")
    .argument("<integration>", "which one")
    .addHelpText("after", HELP);
  return withServiceOptions(command).action(async (name: string, options: ServiceOptions) => {
    await run(options, "owner", async (context) => {
      const { api, signal, output, program } = context;
      const { integrationId } = await namedIntegration(context, name);
      const path = `${integrationPath(integrationId)}/approve`;
      const approved = await api.change("POST", path, undefined, KnownIntegration, signal);
      await output.result(
        options.format === "json"
          ? formatJson(approved)
          : formatIntegration(approved, program, output),
      );
      return EXIT_FINE;
    });
  });
}
