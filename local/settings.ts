import { fileURLToPath } from "node:url";
import { readAccountOptions } from "./account-option.ts";
import { SettingsError } from "./settings-error.ts";
import type { SimulatedAccount } from "./simulated-accounts.ts";

/** How local mode was asked to run. */
export interface LocalSettings {
  /** Port of the dashboard and the API. */
  readonly port: number;
  /** Port of the simulated AWS endpoint. */
  readonly awsPort: number;
  /** Port of the first account's simulated ECR registry; the others' follow. */
  readonly registryPort: number;
  /** Port of the simulated CloudFormation console. */
  readonly consolePort: number;
  /** Accounts besides the first one. */
  readonly accounts: readonly SimulatedAccount[];
  /** Seconds between two rounds of the schedule, in which every integration is looked after. */
  readonly roundSeconds: number;
  /** Folder of all state. */
  readonly directory: string;
  readonly fresh: boolean;
  readonly demo: boolean;
  readonly help: boolean;
}

/** What `npm start -- --help` prints. */
export const HELP = `Usage: npm start [-- options]

Starts ecr-scout and a simulated AWS account on this machine, pushes a small demo image
and shows what is in it. Every port listens on 127.0.0.1 only.

Options:
  --account ID:REGION      add a simulated account, connected as the first one is,
                           such as 333333333333:eu-west-1; may be repeated
  --unconnected ID:REGION  add one that is not connected, to try "Create on AWS" with
  --no-demo                start without pushing the demo image
  --fresh                  wipe the state of earlier runs in .local/ first, the added
                           accounts too; advisories stay
  --help                   show this text

Environment:
  PORT           the dashboard and the API (default 8080)
  AWS_PORT       the simulated AWS endpoint (default 4566)
  CONSOLE_PORT   the simulated CloudFormation console (default 4570)
  ECR_PORT       the simulated ECR registry, to push to (default 5050); those of added
                 accounts have the ports that follow
  ROUND_SECONDS  between two rounds of checks and comparisons (default 3600)
`;

/**
 * Reads command line and environment.
 * @throws SettingsError for an unknown option or a port that is none, saying which.
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LocalSettings {
  const { accounts, rest } = readAccountOptions(args);
  const known = new Set(["--no-demo", "--fresh", "--help", "-h"]);
  const unknown = rest.find((argument) => !known.has(argument));
  if (unknown !== undefined) {
    throw new SettingsError(`Unknown option ${unknown}. npm start -- --help lists the options.`);
  }
  const awsPort = readPort("AWS_PORT", environment["AWS_PORT"], 4566);
  return {
    port: readPort("PORT", environment["PORT"], 8080),
    awsPort,
    // Who lets the simulator choose its port means all of its ports.
    consolePort: readPort("CONSOLE_PORT", environment["CONSOLE_PORT"], awsPort === 0 ? 0 : 4570),
    accounts,
    roundSeconds: readSeconds("ROUND_SECONDS", environment["ROUND_SECONDS"], 3600),
    registryPort: readPort("ECR_PORT", environment["ECR_PORT"], 5050),
    directory:
      environment["LOCAL_DIRECTORY"] ?? fileURLToPath(new URL("../.local", import.meta.url)),
    fresh: rest.includes("--fresh"),
    demo: !rest.includes("--no-demo"),
    help: rest.includes("--help") || rest.includes("-h"),
  };
}

function readPort(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === "") return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError(
    `${name}=${value} is not a port: use a number from 1 to 65535, or 0 for any free one.`,
  );
}

/** Timers count no further than 24 days. */
const MOST_SECONDS = 1_000_000;

function readSeconds(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === "") return fallback;
  const seconds = Number(value);
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw new SettingsError(
    `${name}=${value} is no number of seconds: use one from 1 to ${MOST_SECONDS}.`,
  );
}
