import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "@jest/globals";
import type { SimulatorOptions } from "../../simulator/options.ts";
import { startSimulator, type Simulator } from "../../simulator/simulator.ts";

/** The account of the operator, ours. */
export const OURS = {
  accountId: "111111111111",
  accessKeyId: "AKIAOURS000000000000",
  secretAccessKey: "our-secret",
};
/** The account of a customer. */
export const THEIRS = {
  accountId: "222222222222",
  accessKeyId: "AKIATHEIRS0000000000",
  secretAccessKey: "their-secret",
};
export const REGION = "us-east-1";

const running = new Set<Simulator>();
const folders = new Set<string>();

/** A folder that lives as long as the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "simulator-"));
  folders.add(folder);
  return folder;
}

/** Starts a simulated AWS with two accounts on free ports; it ends with the test. */
export async function start(overrides: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    directory: overrides.directory ?? (await temporaryFolder()),
    awsPort: 0,
    registryPort: 0,
    region: REGION,
    accounts: [OURS, THEIRS],
    registryAccountId: THEIRS.accountId,
    names: {
      resolve: () => undefined,
      trustedCertificates: "",
      certificateFor: () => Promise.reject(new Error("No certificates in this test")),
    },
    rolePropagationMs: 0,
    ...overrides,
  });
  running.add(simulator);
  return simulator;
}

/** Stops a simulator before its test ends. */
export async function stop(simulator: Simulator): Promise<void> {
  running.delete(simulator);
  await simulator.close();
}

/** What a client of the AWS SDK needs to reach a simulator. */
export function clientOptions(
  simulator: Pick<Simulator, "awsEndpoint">,
  credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  } = THEIRS,
) {
  return { endpoint: simulator.awsEndpoint, region: REGION, credentials, maxAttempts: 1 };
}

afterEach(async () => {
  for (const simulator of running) await stop(simulator);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders.clear();
});
