import { Command, InvalidArgumentError, Option } from "commander";
import { SEVERITIES, type Severity } from "../../core/contract/vocabulary.ts";
import { standingOf } from "../coverage.ts";
import { EXIT_ERROR, EXIT_FINDINGS, EXIT_FINE } from "../exit-codes.ts";
import { formatJsonLine } from "../terminal/printable.ts";
import { describeProblem, formatWatched } from "../terminal/watch-view.ts";
import { watchDocument } from "../watch-document.ts";
import { parseInterval } from "../watch/interval.ts";
import { watch } from "../watch/watch.ts";
import type { WatchEvent } from "../watch/watch-events.ts";
import { parseWatchScope } from "../watch/watch-scope.ts";
import { listOf, withAnalysisOptions } from "./command-options.ts";
import type { RunWatch } from "./run-context.ts";

interface WatchCommandOptions {
  readonly registry: string;
  readonly repository?: readonly string[];
  readonly tag?: readonly string[];
  readonly interval: number;
  readonly allImages?: boolean;
  readonly once?: boolean;
  readonly exitCode?: boolean;
  readonly onlySeverity?: readonly Severity[];
  readonly state?: string;
  readonly format: "text" | "json";
  readonly platform?: string;
  readonly cache: boolean;
  readonly advisories?: string;
}

const HELP = `
Examples:
  docker login harbor.example.com
  scout watch --registry harbor.example.com/team
  scout watch --registry ghcr.io --repository acme/app --repository acme/api
  scout watch --registry 127.0.0.1:5000 --tag 'v*' --interval 5m
  scout watch --registry 127.0.0.1:5000 --all-images --once --format json
  scout watch --registry 127.0.0.1:5000 --once -e --only-severity critical

For registries that are not in Amazon ECR: there the service learns of pushes by
itself (scout integration). Of what the registry holds when it is watched for
the first time nothing is analysed, unless --all-images says so. What was seen
is remembered, so that a restart repeats and misses nothing.

Registries that list no repositories (Docker Hub, ghcr.io) need --repository.
Credentials are those of docker login. Names and tags may be patterns, in
quotes: * stands for any characters, ? for one.

Environment:
  SCOUT_INSECURE_REGISTRIES  host:port of registries without TLS
  SCOUT_ALLOWED_HOSTS        host:port of private storage that one leads to
  NODE_EXTRA_CA_CERTS        a file with certificates of your own authority

Exit codes:
  0    done (--once)
  1    error; with --once also when something could not be looked at
  2    --exit-code, and an image has vulnerabilities (or was not assessed);
       without --once it ends there
  130  interrupted`;

/** `scout watch`: analyses what is pushed to a registry. */
export function watchCommand(run: RunWatch): Command {
  const command = new Command("watch")
    .summary("analyse what is pushed to a registry that is not ECR")
    .description("Analyses new images of a registry as they are pushed, on this machine.")
    .requiredOption("--registry <host>", "host[:port], and where a name must begin: host/prefix")
    .option("--repository <names>", "only these, below the prefix", listOf())
    .option("--tag <patterns>", "only these tags", listOf())
    .addOption(
      new Option("--interval <time>", "between two looks: 30s, 5m, 1h")
        .argParser(checkInterval)
        .default(60_000, "60s"),
    )
    .option("--all-images", "analyse what is there already, too")
    .option("--once", "look once, and end: for a scheduler or a pipeline")
    .option("-e, --exit-code", "exit with 2 when an image has vulnerabilities")
    .option("--only-severity <severities>", "count only these for --exit-code", listOf(SEVERITIES))
    .option("--advisories <folder>", "advisory databases made by npm run advisories")
    .option("--state <folder>", "remember what was seen there")
    .addOption(
      new Option("--format <format>", "json: a line of JSON for each")
        .choices(["text", "json"])
        .default("text"),
    )
    .addHelpText("after", HELP);
  return withAnalysisOptions(command).action(async (options: WatchCommandOptions) => {
    const { registry, repository = [], tag = [], ...how } = options;
    const scope = parseWatchScope(registry, repository, tag);
    await run(options, async ({ engine, engineOptions, output, tools }) => {
      const so = { found: false, failed: false };
      await watch(
        { scope, ...how, allImages: how.allImages === true, once: how.once === true },
        {
          ...{ engine, engineOptions, tools },
          isEnough: () => output.isGone() || (so.found && how.exitCode === true),
          async tell(event) {
            so.failed ||= event.kind === "failed";
            so.found ||= hasFindings(event, how.onlySeverity ?? SEVERITIES);
            if (how.format === "json") await output.result(formatJsonLine(watchDocument(event)));
            else if (event.kind === "image") await output.result(formatWatched(event, output));
            if (event.kind !== "image") output.note(describeProblem(event));
          },
        },
      );
      if (so.found && how.exitCode === true) return EXIT_FINDINGS;
      // Who looks once must not be told "fine" when something could not be looked at.
      return so.failed && how.once === true ? EXIT_ERROR : EXIT_FINE;
    });
  });
}

/** What was not assessed has no counts that could be trusted to be 0: it counts as a finding, too. */
function hasFindings(event: WatchEvent, severities: readonly Severity[]): boolean {
  if (event.kind !== "image") return false;
  const { counts, assessed } = event.summary;
  if (standingOf(assessed) === "none") return true;
  return severities.some((severity) => counts[severity] > 0);
}

function checkInterval(text: string): number {
  const interval = parseInterval(text);
  if (interval !== undefined) return interval;
  throw new InvalidArgumentError("Write 1s to 24h, for example 30s, 5m or 1h.");
}
