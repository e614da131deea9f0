import { afterEach } from "@jest/globals";
import { createEventBridge } from "../../../simulator/eventbridge/create-eventbridge.ts";
import type {
  EventBridge,
  EventBridgeOptions,
} from "../../../simulator/eventbridge/create-eventbridge.ts";
import type { UndeliveredEvent } from "../../../simulator/eventbridge/delivery/delivery.ts";
import { busEvent } from "../../../simulator/eventbridge/event.ts";
import type { BusEvent } from "../../../simulator/eventbridge/event.ts";
import type { Caller, Document } from "../../../simulator/service.ts";
import { openDatabase } from "../../../simulator/state/database.ts";
import type { TestNames } from "../certificates.ts";
import { REGION, temporaryFolder, THEIRS } from "../start.ts";

export const HOST = "push.scout.example";
export const ROLE = "arn:aws:iam::222222222222:role/invoke";

const caller: Caller = {
  accountId: THEIRS.accountId,
  region: REGION,
  arn: "arn:aws:iam::222222222222:root",
  principalArn: "arn:aws:iam::222222222222:root",
  accessKeyId: THEIRS.accessKeyId,
};

/** An EventBridge by itself, with fast retries. */
export interface TestBus {
  readonly eventBridge: EventBridge;
  /** Calls an operation as the account's root. */
  call(operation: string, input: Document): Promise<Document>;
  /** Resolves when so many events were given up. */
  undelivered(count: number): Promise<readonly UndeliveredEvent[]>;
  close(): Promise<void>;
}

const open = new Set<TestBus>();

/** Opens an EventBridge on a folder (a new one unless given). */
export async function openBus(
  names: TestNames,
  options: Partial<EventBridgeOptions> & { readonly directory?: string } = {},
): Promise<TestBus> {
  const database = openDatabase(options.directory ?? (await temporaryFolder()));
  const failures: UndeliveredEvent[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const eventBridge = createEventBridge({
    database,
    names,
    authorize: () => undefined,
    serviceMay: () => true,
    retryBaseMs: 1,
    onUndelivered: (event) => {
      failures.push(event);
      for (const { count, resolve } of waiting) if (failures.length >= count) resolve();
    },
    ...options,
  });
  const bus: TestBus = {
    eventBridge,
    call: async (name, input) => {
      const operation = eventBridge.service.operations[name];
      if (operation === undefined) throw new Error(`no ${name}`);
      return operation(input, caller, new AbortController().signal);
    },
    undelivered: async (count) => {
      await new Promise<void>((resolve) => {
        if (failures.length >= count) resolve();
        else waiting.push({ count, resolve });
      });
      return failures;
    },
    close: async () => {
      open.delete(bus);
      await eventBridge.close();
      database.close();
    },
  };
  open.add(bus);
  return bus;
}

/** A rule for ECR's events with an API destination at `https://HOST/events`, and what it needs. */
export async function connect(bus: TestBus, target: Document = {}): Promise<void> {
  const connection = await bus.call("CreateConnection", {
    Name: "connection",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "X-Api-Key", ApiKeyValue: "key" } },
  });
  const destination = await bus.call("CreateApiDestination", {
    Name: "destination",
    ConnectionArn: connection["ConnectionArn"],
    InvocationEndpoint: `https://${HOST}/events?x=1`,
    HttpMethod: "POST",
  });
  await bus.call("PutRule", { Name: "rule", EventPattern: '{"source":["aws.ecr"]}' });
  const Arn = destination["ApiDestinationArn"];
  await bus.call("PutTargets", {
    Rule: "rule",
    Targets: [{ Id: "one", Arn, RoleArn: ROLE, ...target }],
  });
}

/** An event of ECR. */
export function pushEvent(tag = "1", source = "aws.ecr"): BusEvent {
  return busEvent({
    source,
    detailType: "ECR Image Action",
    accountId: THEIRS.accountId,
    region: REGION,
    time: new Date("2026-01-02T03:04:05.678Z"),
    detail: { "action-type": "PUSH", "image-tag": tag },
  });
}

afterEach(async () => {
  for (const bus of open) await bus.close();
});
