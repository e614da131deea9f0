import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openAccounts } from "../../local/simulated-accounts.ts";

const FIRST = { accountId: "222222222222", region: "us-east-1", connects: true };
const SECOND = { accountId: "333333333333", region: "eu-west-1", connects: true };
const OPEN = { accountId: "444444444444", region: "eu-west-1", connects: false };

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "accounts-"));
  file = path.join(directory, "accounts.json");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test("the first account is always there, before those that are added", async () => {
  expect((await openAccounts(file, [])).accounts).toEqual([FIRST]);
  expect((await openAccounts(file, [OPEN, SECOND])).accounts).toEqual([FIRST, OPEN, SECOND]);
});

test("added accounts are there at the next start too, in the same order", async () => {
  await openAccounts(file, [SECOND, OPEN]);
  expect((await openAccounts(file, [])).accounts).toEqual([FIRST, SECOND, OPEN]);
  const again = [{ ...OPEN, connects: true }, SECOND];
  expect((await openAccounts(file, again)).accounts).toEqual([
    FIRST,
    SECOND,
    { ...OPEN, connects: true },
  ]);
});

test("an account that was added as connected stays so", async () => {
  await openAccounts(file, [SECOND]);
  const { accounts } = await openAccounts(file, [{ ...SECOND, connects: false }]);
  expect(accounts).toEqual([FIRST, SECOND]);
});

test("what was connected once is known at the next start", async () => {
  const list = await openAccounts(file, [SECOND]);
  expect(list.wasConnected(FIRST)).toBe(false);
  await Promise.all([list.connected(FIRST), list.connected(SECOND)]);
  const next = await openAccounts(file, [OPEN]);
  expect([FIRST, SECOND, OPEN].map(next.wasConnected)).toEqual([true, true, false]);
});

test("a file that was half written costs only what was added", async () => {
  writeFileSync(file, '[{"accountId":');
  expect((await openAccounts(file, [])).accounts).toEqual([FIRST]);
});
