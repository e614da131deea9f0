import { Command, Option } from "commander";
import { MAX_LATEST } from "../../core/contract/reconcile-message.ts";
import { ACTIVATIONS, DELIVERIES, LAYOUTS } from "../../core/contract/vocabulary.ts";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { integrationPath, KnownIntegration } from "../service/integrations.ts";
import { formatIntegration } from "../terminal/integration-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { listOf } from "./command-options.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, wholeNumberBetween, withServiceOptions } from "./service-options.ts";

interface CreateOptions extends ServiceOptions {
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly latest?: number;
  readonly region?: string;
  readonly layout?: (typeof LAYOUTS)[number];
  readonly delivery?: (typeof DELIVERIES)[number];
  readonly scope?: readonly string[];
  readonly wait?: boolean;
}

/** Somebody is in the wizard meanwhile; each look is one small request. */
const LOOK_EVERY = 5_000;

const HELP = `
Examples:
  scout integration create --region eu-west-1
  scout integration create --activation all --latest 5 --wait
  scout integration create --scope 'team/*,base/alpine'
  scout integration create --format json | jq -r .launch.url

The answer has a link: CloudFormation's wizard with every field filled in. Open
it in the AWS account that owns the registry, and create the stack; it connects
itself within minutes. Treat the link as a secret until it was used.`;

/** `scout integration create`: asks for a link that connects a registry. */
export function integrationCreateCommand(run: RunOnService): Command {
  const command = new Command("create")
    .summary("get a link that connects a registry (owners)")
    .description("Creates an integration, and shows the link that connects a registry to it.")
    .addOption(
      new Option("--activation <activation>", "analyse all repositories, or the selected ones")
        .choices(ACTIVATIONS)
        .default("selected"),
    )
    .option(
      "--latest <n>",
      "analyse so many of the latest images of each activated one when it connects (1)",
      wholeNumberBetween(1, MAX_LATEST),
    )
    .option("--region <region>", "Region in which the link opens, for example eu-west-1")
    .addOption(new Option("--layout <layout>", "form of the stack").choices(LAYOUTS))
    .addOption(new Option("--delivery <delivery>", "how pushes are learned of").choices(DELIVERIES))
    .option("--scope <names>", "leave the role to these repositories; * ends a beginning", listOf())
    .option("--wait", "wait until the stack has connected")
    .addHelpText("after", HELP);
  return withServiceOptions(command).action(async (options: CreateOptions) => {
    await run(options, "owner", async (context) => {
      const { api, signal, output, program } = context;
      const { activation, latest, region, layout, delivery, scope } = options;
      const body = { activation, latest, region, layout, delivery, scope };
      const created = await api.change("POST", "/integrations", body, KnownIntegration, signal);
      if (options.wait !== true) {
        await output.result(show(created, options, context));
        return EXIT_FINE;
      }
      // Who waits needs the link now, and the result at the end.
      output.note(`Integration ${created.integrationId} waits for its stack. Open:`);
      output.copyable(
        created.launch?.url ?? `${program} integration show ${created.integrationId}`,
      );
      await output.result(show(await connected(context, created), options, context));
      return EXIT_FINE;
    });
  });
}

function show(
  integration: KnownIntegration,
  { format }: CreateOptions,
  { program, output }: ServiceContext,
): string {
  return format === "json"
    ? formatJson(integration)
    : formatIntegration(integration, program, output);
}

/**
 * Waits until the stack has connected.
 * @throws PermanentError `integration-failed` with the reason of the service
 */
async function connected(
  { api, signal, output, sleep }: ServiceContext,
  { integrationId }: KnownIntegration,
): Promise<KnownIntegration> {
  for (;;) {
    output.progress("waiting for the stack …");
    await sleep(LOOK_EVERY, signal);
    const now = await api.get(integrationPath(integrationId), KnownIntegration, signal);
    switch (now.status) {
      case "connected":
        return now;
      case "error":
        throw new PermanentError(
          "integration-failed",
          `Integration ${integrationId} could not be connected: ${now.statusReason ?? "it gives no reason."}`,
        );
      case "pending":
    }
  }
}
