import { CUSTOMER_ACCOUNT, OPERATOR_ACCOUNT, REGION } from "./simulated-accounts.ts";
import type { SimulatedAccount } from "./simulated-accounts.ts";
import { SettingsError } from "./settings-error.ts";

/** Regions of AWS's commercial partition: the simulated one. */
const REGION_NAME = /^(?!cn-|us-gov-|us-iso|eusc-)[a-z]{2}(-[a-z]+)+-\d$/;
/** More would take longer to start than anybody waits, and as many ports. */
const MOST_ACCOUNTS = 20;

/** What is left of a command line, and the accounts that it adds. */
export interface AccountOptions {
  readonly accounts: readonly SimulatedAccount[];
  readonly rest: readonly string[];
}

/**
 * Reads `--account 333333333333:eu-west-1` and `--unconnected …`, as often as they come, also with
 * `=` before the value.
 * @throws SettingsError saying what is wrong with a value
 */
export function readAccountOptions(args: readonly string[]): AccountOptions {
  const accounts: SimulatedAccount[] = [];
  const rest: string[] = [];
  const values = [...args];
  for (let next = values.shift(); next !== undefined; next = values.shift()) {
    const [, option, given] = /^(--account|--unconnected)(?:=(.*))?$/s.exec(next) ?? [];
    if (option === undefined) {
      rest.push(next);
      continue;
    }
    const value = given ?? values.shift() ?? "";
    accounts.push({ ...parse(option, value), connects: option === "--account" });
  }
  const names = accounts.map(({ accountId, region }) => `${accountId}:${region}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new SettingsError(`${twice} is there twice. Give each account once.`);
  if (accounts.length > MOST_ACCOUNTS) {
    throw new SettingsError(`${accounts.length} accounts are too many: ${MOST_ACCOUNTS} at most.`);
  }
  return { accounts, rest };
}

function parse(option: string, value: string): Omit<SimulatedAccount, "connects"> {
  const [accountId = "", region = "", ...more] = value.split(":");
  if (!/^\d{12}$/.test(accountId) || !REGION_NAME.test(region) || more.length > 0) {
    throw new SettingsError(
      `${option} ${value || "alone"} is no account: write its 12 digits, a colon and a Region, such as ${option} 333333333333:eu-west-1.`,
    );
  }
  if (accountId === OPERATOR_ACCOUNT) {
    throw new SettingsError(
      `${accountId} is the account in which ecr-scout itself runs. Take another one.`,
    );
  }
  if (accountId === CUSTOMER_ACCOUNT && region === REGION) {
    throw new SettingsError(`${value} is there already, without any option.`);
  }
  return { accountId, region };
}
