import { expect, test } from "@jest/globals";
import { Authorizer } from "../../../simulator/iam/authorizer.ts";
import { IamStore } from "../../../simulator/iam/iam-store.ts";
import { createSqs } from "../../../simulator/sqs/create-sqs.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import { SessionStore } from "../../../simulator/sts/session.ts";
import { policy } from "../roles.ts";
import { REGION, temporaryFolder, THEIRS } from "../start.ts";

const RULE = `arn:aws:events:us-east-1:${THEIRS.accountId}:rule/pushed`;

test("a service sends to a queue whose policy names it and the source", async () => {
  const database = openDatabase(await temporaryFolder());
  const now = () => new Date();
  const iam = new IamStore(database, now);
  const authorizer = new Authorizer(iam, new SessionStore(database, now), now);
  const sqs = createSqs({ database, region: REGION, authorizer, endpoint: () => "", now });
  const open = policy({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: "*",
    Condition: { ArnEquals: { "aws:SourceArn": RULE } },
  });
  const queue = sqs.queues.create(THEIRS.accountId, "letters", { Policy: open });
  const closed = sqs.queues.create(THEIRS.accountId, "closed");
  const send = (arn: string, source = RULE, service = "events.amazonaws.com") =>
    sqs.sendAsService(service, source, arn, "event", { ERROR_CODE: "SDK_CLIENT_ERROR" });
  expect(send(closed.arn)).toBe(false);
  expect(send(`${queue.arn}-none`)).toBe(false);
  expect(send(queue.arn, `${RULE}-other`)).toBe(false);
  expect(send(queue.arn, RULE, "sns.amazonaws.com")).toBe(false);
  expect(send(queue.arn)).toBe(true);
  const deliveries = sqs.messages.receive(queue, 10, 30);
  expect(deliveries.map(({ message }) => [message.body, message.attributes])).toEqual([
    ["event", { ERROR_CODE: { DataType: "String", StringValue: "SDK_CLIENT_ERROR" } }],
  ]);
  database.close();
});
