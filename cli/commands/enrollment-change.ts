import { Command } from "commander";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { enrollmentPath, KnownEnrollment } from "../service/enrollments.ts";
import { formatJson } from "../terminal/printable.ts";
import { paragraph } from "../terminal/wrap.ts";
import { ENROLLMENT_HELP, namedEnrollment, showEnrollment } from "./enrollment-name.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

const ALLOW_HELP = `
${ENROLLMENT_HELP}

Accounts of the list that wait are connected at once. With --only the list is
these accounts and no others; those that are connected stay so all the same.

Examples:
  scout enrollment allow "All accounts" 444444444444 555555555555
  scout enrollment allow "All accounts" '*'
  scout enrollment allow "All accounts" --only 222222222222`;

const RENEW_HELP = `
${ENROLLMENT_HELP}

For a token that others have got to know: it launches no new stacks from then on.
Stacks that were launched with it go on. Update the StackSet's parameter
SetupEndpoint, so that accounts that join later come by the new one.`;

const CLOSE_HELP = `
${ENROLLMENT_HELP}

It takes no new stacks, for good. Registries that are connected stay.`;

/** `scout enrollment allow`, `renew` and `close`. */
export function enrollmentChangeCommands(run: RunOnService): Command[] {
  return [allowCommand(run), renewCommand(run), closeCommand(run)];
}

function allowCommand(run: RunOnService): Command {
  const command = new Command("allow")
    .summary("put accounts on the allow-list of one (owners)")
    .description("Puts accounts on the allow-list of an enrollment: they need no approval.")
    .argument("<enrollment>", "which one")
    .argument("<accounts...>", "AWS accounts, or '*' for all")
    .option("--only", "these instead of those that are on it")
    .addHelpText("after", ALLOW_HELP);
  return withServiceOptions(command).action(
    async (
      name: string,
      accounts: readonly string[],
      options: ServiceOptions & { readonly only?: boolean },
    ) => {
      await run(options, "owner", async (context) => {
        const enrollment = await namedEnrollment(context, name);
        const before = options.only === true ? [] : enrollment.allowedAccounts;
        const body = { allowedAccounts: joined(before, accounts) };
        const path = enrollmentPath(enrollment.enrollmentId);
        const { api, signal } = context;
        const changed = await api.change("PATCH", path, body, KnownEnrollment, signal);
        await showEnrollment(context, changed, options);
        return EXIT_FINE;
      });
    },
  );
}

function renewCommand(run: RunOnService): Command {
  const command = new Command("renew")
    .summary("replace the token of one (owners)")
    .description("Gives an enrollment another token; the one before launches no new stacks.")
    .argument("<enrollment>", "which one")
    .addHelpText("after", RENEW_HELP);
  return withServiceOptions(command).action(async (name: string, options: ServiceOptions) => {
    await run(options, "owner", async (context) => {
      const { enrollmentId } = await namedEnrollment(context, name);
      const path = `${enrollmentPath(enrollmentId)}/renew`;
      const { api, signal } = context;
      const renewed = await api.change("POST", path, undefined, KnownEnrollment, signal);
      await showEnrollment(context, renewed, options);
      return EXIT_FINE;
    });
  });
}

function closeCommand(run: RunOnService): Command {
  const command = new Command("close")
    .summary("let one take no new stacks, for good (owners)")
    .description("Closes an enrollment: it takes no new stacks.")
    .argument("<enrollment>", "which one")
    .option("-y, --yes", "do not ask; needed where nobody sits at the terminal")
    .addHelpText("after", CLOSE_HELP);
  return withServiceOptions(command).action(
    async (name: string, options: ServiceOptions & { readonly yes?: boolean }) => {
      await run(options, "owner", async (context) => {
        const { api, signal, output } = context;
        const enrollment = await namedEnrollment(context, name);
        if (options.yes !== true && !(await isWanted(enrollment, context))) {
          output.note("Nothing was closed.");
          return EXIT_FINE;
        }
        const path = enrollmentPath(enrollment.enrollmentId);
        const closed = await api.change("DELETE", path, undefined, KnownEnrollment, signal);
        const text = `The enrollment ${closed.enrollmentId} is closed. Registries that it has connected stay.`;
        await output.result(
          options.format === "json" ? formatJson(closed) : paragraph(text, output.width),
        );
        return EXIT_FINE;
      });
    },
  );
}

/** @throws PermanentError `not-confirmed` where nobody can be asked */
async function isWanted(
  { enrollmentId, name }: KnownEnrollment,
  { prompt, output }: ServiceContext,
): Promise<boolean> {
  if (!prompt.interactive) {
    throw new PermanentError(
      "not-confirmed",
      `A closed enrollment can't be opened again, and nobody sits at a terminal to confirm that ${enrollmentId} is to be closed. If you mean it, add --yes.`,
    );
  }
  output.clear();
  output.note(`${enrollmentId} (${name}) will take no new stacks, for good.`);
  return /^y(es)?$/i.test(await prompt.ask("Close it? [y/N]"));
}

function joined(
  before: readonly string[] | "*",
  accounts: readonly string[],
): readonly string[] | "*" {
  if (before === "*" || accounts.includes("*")) return "*";
  return [...before, ...accounts];
}
