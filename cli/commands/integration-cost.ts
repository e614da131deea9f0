import { Command, Option } from "commander";
import * as z from "zod";
import { Estimate } from "../../core/contract/api-estimate.ts";
import { MonthOfUsage } from "../../core/contract/api-integrations.ts";
import { DELIVERIES, LAYOUTS, PULL_PATHS } from "../../core/contract/vocabulary.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { integrationPath } from "../service/integrations.ts";
import { formatEstimate } from "../terminal/estimate-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatUsage } from "../terminal/usage-view.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService } from "./run-context.ts";
import {
  numberBetween,
  type ServiceOptions,
  wholeNumberBetween,
  withServiceOptions,
} from "./service-options.ts";

/** Of an estimate; each is a parameter of the API where it is given. */
interface EstimateOptions extends ServiceOptions {
  readonly pushesPerDay?: number;
  readonly deletesPerDay?: number;
  readonly imageMegabytes?: number;
  readonly cachedShare?: number;
  readonly platforms?: number;
  readonly attestations?: true;
  readonly pricePerGigabyte?: number;
  readonly integrations?: number;
  readonly region?: string;
  readonly regions?: string;
  readonly layout?: string;
  readonly delivery?: string;
}

const KnownEstimate = z.looseObject(Estimate.shape);
const Usage = z.looseObject({ items: z.array(z.looseObject(MonthOfUsage.shape)) });

const ESTIMATE_HELP = `
Examples:
  scout integration estimate
  scout integration estimate --pushes-per-day 1000 --image-megabytes 300 \\
    --cached-share 0.8 --regions same

What is pulled costs far more than the stack, unless the service runs in the
Region of the registry. scout integration usage shows what was measured.`;

/** `scout integration estimate` and `usage`. */
export function integrationCostCommands(run: RunOnService): Command[] {
  return [estimateCommand(run), usageCommand(run)];
}

function estimateCommand(run: RunOnService): Command {
  const command = new Command("estimate")
    .summary("what it costs in AWS a month")
    .description("Estimates what a month costs in the AWS account of the registry.")
    .option("--pushes-per-day <n>", "pushes a day (100)", numberBetween(0, 1_000_000))
    .option(
      "--deletes-per-day <n>",
      "images or tags deleted a day (0)",
      numberBetween(0, 1_000_000),
    )
    .option(
      "--image-megabytes <n>",
      "compressed size of an image (500)",
      numberBetween(0, 1_000_000),
    )
    .option("--cached-share <n>", "share of layers known already, 0 to 1 (0)", numberBetween(0, 1))
    .option("--platforms <n>", "platforms of one push (1)", wholeNumberBetween(1, 50))
    .option("--attestations", "each platform has an attestation, as BuildKit makes them")
    .option("--integrations <n>", "accounts times Regions (1)", wholeNumberBetween(1, 10_000))
    .option("--region <region>", "Region of the registry, which decides on --regions")
    .addOption(
      new Option(
        "--regions <path>",
        "the service runs in the same Region, another one, or outside of AWS",
      ).choices(PULL_PATHS),
    )
    .option(
      "--price-per-gigabyte <n>",
      "dollars for a gigabyte pulled, where yours is another",
      numberBetween(0, 10),
    )
    .addOption(new Option("--layout <layout>", "form of the stack").choices(LAYOUTS))
    .addOption(new Option("--delivery <delivery>", "how pushes are learned of").choices(DELIVERIES))
    .addHelpText("after", ESTIMATE_HELP);
  return withServiceOptions(command).action(async (options: EstimateOptions) => {
    await run(options, "member", async ({ api, signal, output }) => {
      const { format, output: _file, ...given } = options;
      const query = new URLSearchParams(
        Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const path = `/integrations/estimate?${query.toString()}`;
      const estimate = await api.get(path, KnownEstimate, signal);
      await output.result(
        format === "json" ? formatJson(estimate) : formatEstimate(estimate, output),
      );
      return EXIT_FINE;
    });
  });
}

function usageCommand(run: RunOnService): Command {
  const command = new Command("usage")
    .summary("what was measured of one, month by month")
    .description("Shows what an integration has used, month by month.")
    .argument("[integration]", "which one")
    .addHelpText("after", `\n${NAME_HELP}\nWithout a name it is the only one there is.`);
  return withServiceOptions(command).action(
    async (name: string | undefined, options: ServiceOptions) => {
      await run(options, "member", async (context) => {
        const { api, signal, output } = context;
        const { integrationId } = await namedIntegration(context, name);
        const usage = await api.get(`${integrationPath(integrationId)}/usage`, Usage, signal);
        await output.result(
          options.format === "json" ? formatJson(usage) : formatUsage(usage.items, output),
        );
        return EXIT_FINE;
      });
    },
  );
}
