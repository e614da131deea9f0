import { Command } from "commander";
import type { Retention } from "../../core/contract/retention.ts";
import { PermanentError } from "../../core/errors.ts";
import { EXIT_ERROR, EXIT_FINE } from "../exit-codes.ts";
import { parseWritten } from "../service/resolve-repositories.ts";
import { formatJson } from "../terminal/printable.ts";
import { formatChanges } from "../terminal/repositories-view.ts";
import { sendChanges } from "./repository-change.ts";
import { placesOf } from "./repository-name.ts";
import { retentionOf, type RetentionOptions, withRetentionOptions } from "./retention-options.ts";
import type { RunOnService } from "./run-context.ts";
import { type ServiceOptions, withServiceOptions } from "./service-options.ts";

interface KeepOptions extends ServiceOptions, RetentionOptions {
  readonly registry?: string;
  readonly asIntegration?: boolean;
}

const HELP = `
Examples:
  scout repository retention team/app --keep-latest 20
  scout repository retention team/app base/alpine --max-age-days 365
  scout repository retention team/app --as-integration

An image stays while it is within all limits, and the latest one always. In ECR
nothing is deleted. What was forgotten does not come back when a limit is widened.
The limits are applied at once, and then daily while the repository is activated.
Without limits of its own a repository has those of scout integration set.

Exit codes:
  0    done
  1    error, or some are unknown; the others are done`;

/** `scout repository retention`: how long what is stored of single repositories is kept. */
export function repositoryRetentionCommand(run: RunOnService): Command {
  const command = new Command("retention")
    .summary("how long what is stored of some is kept (editors)")
    .description("Sets how long what is stored of repositories' images is kept.")
    .argument("<repositories...>", "names");
  return withServiceOptions(
    withRetentionOptions(command)
      .option("--as-integration", "take these limits away: those of the integration count")
      .option("--registry <host>", "of this registry only")
      .addHelpText("after", HELP),
  ).action(async (names: readonly string[], options: KeepOptions) => {
    await run(options, "editor", async (context) => {
      const retention = wanted(options);
      const written = names.map((name) => parseWritten(name, options.registry));
      const pattern = written.find(({ name }) => name.includes("*"));
      if (pattern !== undefined) throw noPattern(pattern.name);
      const places = await placesOf(written, context);
      const changes = places.map((place) => ({ ...place, retention }));
      const results = await sendChanges(changes, context);
      await context.output.result(
        options.format === "json"
          ? formatJson({ items: results })
          : formatChanges(results, undefined, context.output),
      );
      return results.every(({ result }) => result === "done") ? EXIT_FINE : EXIT_ERROR;
    });
  });
}

/** @throws PermanentError `nothing-to-change`, `contradiction` */
function wanted(options: KeepOptions): Retention | null {
  const none = { isNone: options.asIntegration === true, option: "--as-integration" };
  const retention = retentionOf(options, none);
  if (retention !== undefined) return retention;
  throw new PermanentError(
    "nothing-to-change",
    "Say what is to be kept: --max-age-days, --keep-latest or both, or --as-integration.",
  );
}

function noPattern(name: string): PermanentError {
  return new PermanentError(
    "no-pattern",
    `${name} is a pattern, and limits are set for single repositories. Name them, or set limits for all of a registry with scout integration set.`,
  );
}
