import { Command } from "commander";
import * as z from "zod";
import { RemovedIntegration } from "../../core/contract/api-integrations.ts";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_FINE } from "../exit-codes.ts";
import { ServiceRefusal } from "../service/api-client.ts";
import { integrationPath, type KnownIntegration } from "../service/integrations.ts";
import { plural } from "../terminal/plural.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatRemoved } from "../terminal/removed-view.ts";
import { NAME_HELP, namedIntegration } from "./integration-name.ts";
import type { RunOnService, ServiceContext } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

interface RemoveOptions extends ServiceOptions {
  readonly yes?: boolean;
  readonly wait: boolean;
}

const Removed = z.looseObject(RemovedIntegration.shape);
type Removed = z.infer<typeof Removed>;

/** Most purges are over at the first look after they began, ten seconds after the removal. */
const LOOK_EVERY = 2_000;
/** Whoever waits longer gets what is known so far: ten minutes. */
const MAX_LOOKS = 300;

const IDENTIFIER = /^[0-9a-f]{16}$/;

const HELP = `
${NAME_HELP}
One that was removed before is named by its whole identifier: that shows again
what went with it, for 90 days.

Its pushes are refused from that moment, and all that is stored of its images is
purged within minutes; the command waits for that and says what it was. In AWS
nothing is deleted: the answer names the stack that is left to delete there.`;

/** `scout integration remove`. */
export function integrationRemoveCommand(run: RunOnService): Command {
  const command = new Command("remove")
    .alias("rm")
    .summary("remove one, and all that is stored of its images (owners)")
    .description("Removes an integration, and all that is stored of its images.")
    .argument("<integration>", "which one")
    .option("-y, --yes", "do not ask; needed where nobody sits at the terminal")
    .option("--no-wait", "do not wait until everything is purged")
    .addHelpText("after", HELP);
  return withServiceOptions(command).action(async (name: string, options: RemoveOptions) => {
    await run(options, "owner", async (context) => {
      const { output } = context;
      const removed =
        (await removedBefore(name, context)) ?? (await remove(name, options, context));
      if (removed === undefined) {
        output.note("Nothing was removed.");
        return EXIT_FINE;
      }
      const shown = options.wait ? await purged(removed, context) : removed;
      await output.result(
        options.format === "json" ? formatJson(shown) : formatRemoved(shown, context),
      );
      return EXIT_FINE;
    });
  });
}

/** @returns Undefined: that is no identifier of one that was removed. */
async function removedBefore(
  name: string,
  { api, signal }: ServiceContext,
): Promise<Removed | undefined> {
  if (!IDENTIFIER.test(name)) return undefined;
  try {
    return await api.get(`${integrationPath(name)}/removal`, Removed, signal);
  } catch (error) {
    if (error instanceof ServiceRefusal && error.status === 404) return undefined;
    throw error;
  }
}

/** @returns Undefined: it is not wanted after all. */
async function remove(
  name: string,
  { yes }: RemoveOptions,
  context: ServiceContext,
): Promise<Removed | undefined> {
  const { api, signal } = context;
  const integration = await namedIntegration(context, name);
  if (yes !== true && !(await isWanted(integration, context))) return undefined;
  return api.change(
    "DELETE",
    integrationPath(integration.integrationId),
    undefined,
    Removed,
    signal,
  );
}

/** @returns As it is when everything is purged, or nobody should wait any longer. */
async function purged(
  removed: Removed,
  { api, signal, output, sleep }: ServiceContext,
): Promise<Removed> {
  let latest = removed;
  for (let look = 0; look < MAX_LOOKS && latest.purge?.state === "purging"; look += 1) {
    const { repositories, images, startedAt } = latest.purge;
    output.progress(
      startedAt === null
        ? "waiting for the purge to begin …"
        : `purging: ${plural(repositories, "repository", "repositories")}, ${plural(images, "image")} …`,
    );
    await sleep(LOOK_EVERY, signal);
    latest = await api.get(`${integrationPath(removed.integrationId)}/removal`, Removed, signal);
  }
  output.clear();
  return latest;
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
