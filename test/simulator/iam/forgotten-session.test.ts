import { expect, test } from "@jest/globals";
import { Authorizer } from "../../../simulator/iam/authorizer.ts";
import { IamStore } from "../../../simulator/iam/iam-store.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import { SessionStore } from "../../../simulator/sts/session.ts";
import { temporaryFolder, THEIRS } from "../start.ts";

const { accountId, accessKeyId } = THEIRS;
const root = `arn:aws:iam::${accountId}:root`;

test.each([
  ["an account's root", root, root, "allow"],
  [
    "a session that is forgotten, as after a stack's long life",
    `arn:aws:sts::${accountId}:assumed-role/launcher/person`,
    `arn:aws:iam::${accountId}:role/launcher`,
    "none",
  ],
])("the rights of %s", async (_name, arn, principalArn, decision) => {
  const database = openDatabase(await temporaryFolder());
  const now = (): Date => new Date();
  const authorizer = new Authorizer(
    new IamStore(database, now),
    new SessionStore(database, now),
    now,
  );
  const caller = { accountId, accessKeyId, arn, principalArn, region: "us-east-1" };
  const topic = `arn:aws:sns:us-east-1:${accountId}:topic`;
  expect(authorizer.decide(caller, "sns:Publish", topic)).toBe(decision);
  database.close();
});
