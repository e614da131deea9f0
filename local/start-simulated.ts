import type { SimulatorOptions } from "../simulator/options.ts";
import { PortInUseError } from "../simulator/server/listen.ts";
import { startSimulator, type Simulator } from "../simulator/simulator.ts";
import { PortTakenError } from "./port-taken-error.ts";
import type { LocalSettings } from "./settings.ts";
import {
  CUSTOMER_ACCOUNT,
  OPERATOR_ACCOUNT,
  REGION,
  rootCredentials,
  type SimulatedAccount,
} from "./simulated-accounts.ts";

/** Which accounts the simulator has, in which Regions, and on which ports. */
export function accountOptions(
  { awsPort, registryPort, consolePort }: LocalSettings,
  accounts: readonly SimulatedAccount[],
): Omit<SimulatorOptions, "directory" | "names"> {
  const customerIds = [...new Set(accounts.map(({ accountId }) => accountId))];
  return {
    awsPort,
    registryPort,
    region: REGION,
    accounts: [OPERATOR_ACCOUNT, ...customerIds].map(rootCredentials),
    registryAccountId: CUSTOMER_ACCOUNT,
    furtherRegistries: accounts.slice(1).map(({ accountId, region }, index) => ({
      ...{ accountId, region },
      // 0 lets the machine choose, for each of them.
      port: registryPort === 0 ? 0 : registryPort + 1 + index,
    })),
    console: { port: consolePort, places: accounts },
  };
}

/**
 * Starts the simulator, which names its own options where people know variables.
 * @throws PortTakenError
 */
export async function startSimulated(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    const { port, option } = error;
    if (option === "console") throw new PortTakenError(port, "CONSOLE_PORT", error);
    if (option !== "registryPort") throw new PortTakenError(port, "AWS_PORT", error);
    // The registries' ports follow each other: all of them move behind the one that is taken.
    throw new PortTakenError(port, "ECR_PORT", error);
  }
}
