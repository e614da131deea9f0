import { beforeAll, describe, expect, test } from "@jest/globals";
import type { SetupMessage } from "../../../core/contract/setup-message.ts";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import {
  type SetupDeliveryDependencies,
  takeDelivery,
} from "../../../core/integrations/setup-delivery.ts";
import { formatSetupToken } from "../../../core/integrations/setup-token.ts";
import { createSigningKeys } from "../../../core/integrations/sns-certificate.ts";
import type { SnsMessage } from "../../../core/integrations/sns-message.ts";
import { memoryEnrollments } from "../../fixtures/memory-enrollments.ts";
import { buildConnected, memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import { createMemoryLog, createMemoryQueue } from "../../fixtures/memory-ports.ts";
import { memorySeenMessages } from "../../fixtures/memory-setup.ts";
import { pendingIntegration } from "../../fixtures/setup-world.ts";
import {
  confirmation,
  createSigner,
  notification,
  signed,
  type Signer,
  SNS_NOW,
  TOPIC_ARN,
} from "../../fixtures/sns-signing.ts";

let signer: Signer;

beforeAll(async () => {
  signer = await createSigner();
});

function setUp(
  integration: Integration = pendingIntegration(),
  failures: Partial<SetupDeliveryDependencies> = {},
) {
  const now = () => SNS_NOW;
  const seen = memorySeenMessages(now);
  const setups = createMemoryQueue<SetupMessage>();
  const confirmed: string[] = [];
  const log = createMemoryLog();
  const network = {
    certificate: () => Promise.resolve(signer.certificate),
    confirmSubscription(url: URL) {
      confirmed.push(url.href);
      return Promise.resolve();
    },
  };
  const dependencies = {
    integrations: memoryIntegrations(integration),
    enrollments: memoryEnrollments(),
    seen,
    network,
    keys: createSigningKeys(network, now),
    setups,
    now,
    log,
    ...failures,
  };
  const take = (message: SnsMessage, token = integration.setupToken) =>
    takeDelivery(dependencies, token, Buffer.from(JSON.stringify(signed(message, signer))));
  return { integration, dependencies, take, setups, confirmed, seen, log };
}

/** Of the right form, and nobody's. */
const UNKNOWN_TOKEN = formatSetupToken("f".repeat(16), Buffer.alloc(32, 1));

describe("a subscription", () => {
  test.each<[string, () => Integration]>([
    ["pending", () => pendingIntegration()],
    ["connected", () => buildConnected()],
    ["removed", () => pendingIntegration({ removedAt: "2026-11-20T00:00:00Z" })],
  ])("is confirmed at SNS itself for a %s integration", async (_, build) => {
    const { take, confirmed, setups } = setUp(build());
    const message = confirmation({ SubscribeURL: "https://internal.example.com/" });
    expect(await take(message)).toBe("confirmed");
    const token = "Token" in message ? message.Token : "";
    expect(confirmed).toEqual([
      `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${encodeURIComponent(TOPIC_ARN)}&Token=${token}`,
    ]);
    expect(setups.messages).toEqual([]);
  });

  test("that is to be confirmed twice is confirmed, be it the same message or another", async () => {
    const { take, confirmed } = setUp();
    expect(await take(confirmation())).toBe("confirmed");
    expect(await take(confirmation())).toBe("repeated");
    expect(await take(confirmation({ MessageId: "another" }))).toBe("confirmed");
    expect(confirmed).toHaveLength(2);
  });

  test("under a token of nobody is not confirmed", async () => {
    const { take, confirmed, seen } = setUp();
    await expect(take(confirmation(), UNKNOWN_TOKEN)).rejects.toMatchObject({
      code: "unknown-token",
    });
    expect(confirmed).toEqual([]);
    expect(seen.seen.size).toBe(0);
  });

  test.each([
    new TransientError("sns-unavailable", "Later."),
    new PermanentError("subscription-refused", "The token is too old."),
  ])("that SNS does not confirm is not remembered: $name", async (error) => {
    const network = { confirmSubscription: () => Promise.reject(error) };
    const { take, seen } = setUp(pendingIntegration(), { network });
    await expect(take(confirmation())).rejects.toBe(error);
    expect(seen.seen.size).toBe(0);
  });

  test("that ends is noted", async () => {
    const { take, confirmed, log } = setUp();
    expect(await take(confirmation({ Type: "UnsubscribeConfirmation" }))).toBe("noted");
    expect(confirmed).toEqual([]);
    expect(log.lines).toMatchObject([{ message: "topic unsubscribed" }]);
  });
});

describe("a notification", () => {
  test("is put on the queue for its integration", async () => {
    const { take, setups, integration } = setUp();
    expect(await take(notification({ Message: "the request" }))).toBe("accepted");
    expect(setups.messages).toEqual([
      {
        integrationId: integration.integrationId,
        topicArn: TOPIC_ARN,
        messageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        sentAt: SNS_NOW.toISOString(),
        body: "the request",
      },
    ]);
  });

  test.each([
    ["of nobody", UNKNOWN_TOKEN],
    ["with another secret", undefined],
  ])("under a token %s is put there, too: its Delete must be answered", async (_, token) => {
    const { take, setups, integration } = setUp();
    const wrong = formatSetupToken(integration.integrationId, Buffer.alloc(32, 1));
    expect(await take(notification(), token ?? wrong)).toBe("accepted");
    expect(setups.messages).toMatchObject([{ integrationId: null }]);
  });

  test("that is replayed is put there once", async () => {
    const { take, setups } = setUp();
    expect(await take(notification())).toBe("accepted");
    expect(await take(notification())).toBe("repeated");
    expect(setups.messages).toHaveLength(1);
  });

  test("that was not queued is not remembered: SNS sends it again", async () => {
    const failure = new TransientError("queue-refused", "Later.");
    const { take, seen } = setUp(pendingIntegration(), {
      setups: { send: () => Promise.reject(failure) },
    });
    await expect(take(notification())).rejects.toBe(failure);
    expect(seen.seen.size).toBe(0);
  });

  test("that could not be remembered comes again, and twice to the queue", async () => {
    const failure = new TransientError("throttled", "Later.");
    const { dependencies, integration, take, setups, seen } = setUp();
    const body = Buffer.from(JSON.stringify(signed(notification(), signer)));
    const forgetful = { ...dependencies, seen: { ...seen, add: () => Promise.reject(failure) } };
    await expect(takeDelivery(forgetful, integration.setupToken, body)).rejects.toBe(failure);
    expect(await take(notification())).toBe("accepted");
    expect(setups.messages).toHaveLength(2);
  });
});

test("what is forged is refused before anything is looked up", async () => {
  const { dependencies, integration, setups } = setUp();
  let looks = 0;
  const integrations = {
    get: (id: string) => {
      looks += 1;
      return dependencies.integrations.get(id);
    },
  };
  const forged = Buffer.from(JSON.stringify({ ...signed(notification(), signer), Message: "{}" }));
  await expect(
    takeDelivery({ ...dependencies, integrations }, integration.setupToken, forged),
  ).rejects.toMatchObject({ code: "signature-mismatch" });
  expect(looks).toBe(0);
  expect(setups.messages).toEqual([]);
});

test.each(["", "token", "../events", `${"f".repeat(16)}.short`])(
  "the token %j, which has not the form of one, is refused at once",
  async (token) => {
    const { dependencies } = setUp();
    await expect(takeDelivery(dependencies, token, Buffer.alloc(0))).rejects.toMatchObject({
      code: "unknown-token",
    });
  },
);
