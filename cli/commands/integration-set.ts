import { Command, Option } from "commander";
import type { ChangeIntegration } from "../../core/contract/api-integrations.ts";
import { MAX_LATEST } from "../../core/contract/reconcile-message.ts";
import { ACTIVATIONS } from "../../core/contract/vocabulary.ts";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { integrationPath, KnownIntegration } from "../service/integrations.ts";
import { formatIntegration } from "../terminal/integration-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import { retentionOf, type RetentionOptions, withRetentionOptions } from "./retention-options.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, wholeNumberBetween, withServiceOptions } from "./service-options.ts";

interface SetOptions extends ServiceOptions, RetentionOptions {
  readonly activation?: (typeof ACTIVATIONS)[number];
  readonly latest?: number;
  readonly keepAll?: boolean;
}

const HELP = `
${NAME_HELP}

Examples:
  scout integration set 222222222222 --activation all --latest 5
  scout integration set 222222222222 --max-age-days 90 --keep-latest 200
  scout integration set 222222222222 --keep-all

With --activation all, the latest image of each repository is analysed at once
(--latest 5: so many), and whatever comes. Limits are of what is stored here of
each repository's images, in ECR nothing is deleted; an image stays while it is
within all of them, and the latest one always. They are applied within a day.
scout repository retention sets them for single repositories.`;

/** `scout integration set`: which repositories are analysed, and how long what is stored is kept. */
export function integrationSetCommand(run: RunOnService): Command {
  const command = new Command("set")
    .summary("change what one analyses, and how long that is kept (owners)")
    .description("Changes which repositories are analysed, and how long what is stored is kept.")
    .argument("<integration>", "which one")
    .addOption(
      new Option(
        "--activation <activation>",
        "analyse all repositories, or the selected ones",
      ).choices(ACTIVATIONS),
    )
    .option(
      "--latest <n>",
      "with --activation all: analyse so many of the latest images at once (1)",
      wholeNumberBetween(1, MAX_LATEST),
    );
  return withServiceOptions(
    withRetentionOptions(command)
      .option("--keep-all", "keep what is stored of all images")
      .addHelpText("after", HELP),
  ).action(async (name: string, options: SetOptions) => {
    await run(options, "owner", async (context) => {
      const { api, signal, output, program } = context;
      const change = changeOf(options);
      const { integrationId } = await namedIntegration(context, name);
      const path = integrationPath(integrationId);
      const changed = await api.change("PATCH", path, change, KnownIntegration, signal);
      await output.result(
        options.format === "json"
          ? formatJson(changed)
          : formatIntegration(changed, program, output),
      );
      return EXIT_FINE;
    });
  });
}

/** @throws PermanentError `nothing-to-change`, `contradiction` */
function changeOf(options: SetOptions): ChangeIntegration {
  const { activation, latest } = options;
  const keepsAll = { isNone: options.keepAll === true, option: "--keep-all" };
  const retention = retentionOf(options, keepsAll);
  if (latest !== undefined && activation !== "all") {
    throw new PermanentError(
      "contradiction",
      "--latest says what is analysed, which takes --activation all. For single repositories there is scout repository activate --latest.",
    );
  }
  if (activation === undefined && retention === undefined) {
    throw new PermanentError(
      "nothing-to-change",
      "Say what is to be changed: --activation, --max-age-days, --keep-latest or --keep-all.",
    );
  }
  return {
    ...(activation === undefined ? {} : { activation }),
    ...(latest === undefined ? {} : { latest }),
    ...(retention === undefined ? {} : { retention }),
  };
}
