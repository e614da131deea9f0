import { Command } from "commander";
import * as z from "zod";
import { IntegrationRequestAccepted } from "../../core/contract/api-integrations.ts";
import { CheckReport } from "../../core/contract/check-report.ts";
import { TransientError } from "../../core/errors.ts";
import { EXIT_FINDINGS, EXIT_FINE } from "../exit-codes.ts";
import { ServiceRefusal } from "../service/api-client.ts";
import { integrationPath } from "../service/integrations.ts";
import { formatCheckReport } from "../terminal/check-view.ts";
import { formatJson } from "../terminal/printable.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

interface CheckOptions extends ServiceOptions {
  readonly last?: boolean;
  readonly exitCode?: boolean;
}

const LOOK_EVERY = 1_000;
/** A check asks AWS a dozen questions, and may wait for another one. */
const LOOKS = 180;

const Accepted = z.looseObject(IntegrationRequestAccepted.shape);
const Report = z.looseObject(CheckReport.shape);

const HELP = `
${NAME_HELP}
Without a name it is the only one there is.

Exit codes:
  0    done
  1    error
  2    something is broken, and --exit-code was given`;

/** `scout integration check`: looks at everything that connects a registry. */
export function integrationCheckCommand(run: RunOnService): Command {
  const command = new Command("check")
    .summary("look whether one is as it should be, and what to do")
    .description(
      "Checks role, registry, stack, rules, destination and key of an integration, and\nsays what to do about whatever is wrong. The service does it daily, too.",
    )
    .argument("[integration]", "which one")
    .option("--last", "show what the last check found, without a new one")
    .option("-e, --exit-code", "exit with 2 when something is broken")
    .addHelpText("after", HELP);
  return withServiceOptions(command).action(
    async (name: string | undefined, options: CheckOptions) => {
      await run(options, options.last === true ? "member" : "editor", async (context) => {
        const { api, signal, output } = context;
        const { integrationId, registry } = await namedIntegration(context, name);
        const path = `${integrationPath(integrationId)}/check`;
        const report =
          options.last === true
            ? await api.get(path, Report, signal)
            : await newReport(path, context);
        await output.result(
          options.format === "json"
            ? formatJson(report)
            : formatCheckReport(report, registry, output),
        );
        const failed = options.exitCode === true && report.outcome === "error";
        return failed ? EXIT_FINDINGS : EXIT_FINE;
      });
    },
  );
}

/** Asks for a check, and waits for its report. */
async function newReport(
  path: string,
  { api, signal, output, sleep }: ServiceContext,
): Promise<z.infer<typeof Report>> {
  const { requestedAt } = await api.change("POST", path, undefined, Accepted, signal);
  for (let looks = 0; looks < LOOKS; looks += 1) {
    output.progress("checking …");
    await sleep(LOOK_EVERY, signal);
    const report = await latestReport(path, api, signal);
    if (report !== undefined && Date.parse(report.checkedAt) >= Date.parse(requestedAt)) {
      return report;
    }
  }
  throw new TransientError(
    "check-pending",
    "The check has not ended yet. Ask for its report later, with --last.",
  );
}

/** Undefined: there was no check yet. */
async function latestReport(
  path: string,
  api: ServiceContext["api"],
  signal: AbortSignal,
): Promise<z.infer<typeof Report> | undefined> {
  try {
    return await api.get(path, Report, signal);
  } catch (error) {
    if (error instanceof ServiceRefusal && error.status === 404) return undefined;
    throw error;
  }
}
