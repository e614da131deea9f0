import { fileURLToPath } from "node:url";

/** How local mode was asked to run. */
export interface LocalSettings {
  /** Port of the dashboard and the API. */
  readonly port: number;
  /** Port of the simulated AWS endpoint. */
  readonly awsPort: number;
  /** Port of the simulated ECR registry. */
  readonly registryPort: number;
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
  --no-demo   start without pushing the demo image
  --fresh     wipe the state of earlier runs in .local/ first; advisories stay
  --help      show this text

Environment:
  PORT        the API (default 8080)
  AWS_PORT    the simulated AWS endpoint (default 4566)
  ECR_PORT    the simulated ECR registry, to push to (default 5050)
`;

/**
 * Reads command line and environment.
 * @throws Error for an unknown option or a port that is none, saying which.
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LocalSettings {
  const known = new Set(["--no-demo", "--fresh", "--help", "-h"]);
  const unknown = args.find((argument) => !known.has(argument));
  if (unknown !== undefined) {
    throw new Error(`Unknown option ${unknown}. npm start -- --help lists the options.`);
  }
  return {
    port: readPort("PORT", environment["PORT"], 8080),
    awsPort: readPort("AWS_PORT", environment["AWS_PORT"], 4566),
    registryPort: readPort("ECR_PORT", environment["ECR_PORT"], 5050),
    directory:
      environment["LOCAL_DIRECTORY"] ?? fileURLToPath(new URL("../.local", import.meta.url)),
    fresh: args.includes("--fresh"),
    demo: !args.includes("--no-demo"),
    help: args.includes("--help") || args.includes("-h"),
  };
}

function readPort(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === "") return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(
    `${name}=${value} is not a port: use a number from 1 to 65535, or 0 for any free one.`,
  );
}
