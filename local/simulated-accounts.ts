import { readFile, rename, writeFile } from "node:fs/promises";

/** A simulated customer: an account in a Region. */
export interface SimulatedAccount {
  readonly accountId: string;
  readonly region: string;
  /** Whether local mode launches its stack, as the customer would. */
  readonly connects: boolean;
}

/** Home Region of the simulated AWS, in which the product runs. */
export const REGION = "us-east-1";
/** The account in which the product runs. */
export const OPERATOR_ACCOUNT = "111111111111";
/** The account that every start has. */
export const CUSTOMER_ACCOUNT = "222222222222";

/** Accounts that local mode keeps in its folder. */
export interface AccountList {
  /** In the order in which they came: the first one's registry has the first port. */
  readonly accounts: readonly SimulatedAccount[];
  /** Whether an account's stack was launched by an earlier start. */
  readonly wasConnected: (account: SimulatedAccount) => boolean;
  /** Writes down that an account's stack is there: what becomes of it then is people's choice. */
  readonly connected: (account: SimulatedAccount) => Promise<void>;
}

interface Entry extends SimulatedAccount {
  readonly wasConnected: boolean;
}

/** Opens the list: what earlier starts had, and what this one adds. */
export async function openAccounts(
  file: string,
  added: readonly SimulatedAccount[],
): Promise<AccountList> {
  const entries = await read(file);
  const first: SimulatedAccount = { accountId: CUSTOMER_ACCOUNT, region: REGION, connects: true };
  for (const account of [first, ...added]) {
    const index = entries.findIndex((entry) => isSame(entry, account));
    const known = entries[index];
    if (known === undefined) entries.push({ ...account, wasConnected: false });
    else entries[index] = { ...known, connects: known.connects || account.connects };
  }
  const write = writer(file, entries);
  await write();
  return {
    accounts: entries.map(({ accountId, region, connects }) => ({ accountId, region, connects })),
    wasConnected: (account) =>
      entries.some((entry) => isSame(entry, account) && entry.wasConnected),
    async connected(account) {
      const index = entries.findIndex((entry) => isSame(entry, account));
      const known = entries[index];
      if (known === undefined || known.wasConnected) return;
      entries[index] = { ...known, wasConnected: true };
      await write();
    },
  };
}

/** Whether two entries are of one account in one Region. */
function isSame(
  one: Omit<SimulatedAccount, "connects">,
  other: Omit<SimulatedAccount, "connects">,
): boolean {
  return one.accountId === other.accountId && one.region === other.region;
}

async function read(file: string): Promise<Entry[]> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Entry[];
  } catch {
    // The first start; a lost file costs only the accounts that were added.
    return [];
  }
}

/** Writes one after the other, each whole. */
function writer(file: string, entries: readonly Entry[]): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(async () => {
      await writeFile(`${file}.new`, `${JSON.stringify(entries, undefined, 2)}\n`);
      await rename(`${file}.new`, file);
    });
    return last;
  };
}

/** Fixed and known: they open nothing but a simulated account on this machine. */
export function rootCredentials(accountId: string) {
  return {
    accountId,
    accessKeyId: `AKIALOCAL${accountId}`,
    secretAccessKey: "local-mode",
  };
}

/** How an AWS SDK reaches a simulated account as its root. */
export function clientSettings(endpoint: string, accountId: string, region: string) {
  return { endpoint, region, credentials: rootCredentials(accountId) };
}
