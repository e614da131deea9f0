import { beforeAll, describe, expect, test } from "@jest/globals";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { SetupMessage } from "../../../core/contract/setup-message.ts";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import type { SetupDeliveryDependencies } from "../../../core/integrations/setup-delivery.ts";
import { createSigningKeys } from "../../../core/integrations/sns-certificate.ts";
import type { SnsMessage } from "../../../core/integrations/sns-message.ts";
import { createHandler } from "../../../lambdas/setup-endpoint/handler.ts";
import { lambdaContext, restRequest } from "../../fixtures/lambda-events.ts";
import { memoryEnrollments } from "../../fixtures/memory-enrollments.ts";
import { memoryIntegrations } from "../../fixtures/memory-integrations.ts";
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
} from "../../fixtures/sns-signing.ts";

const INTEGRATION = pendingIntegration();

let signer: Signer;

beforeAll(async () => {
  signer = await createSigner();
});

function setUp(changes: Partial<SetupDeliveryDependencies> = {}) {
  const now = () => SNS_NOW;
  const network = {
    certificate: () => Promise.resolve(signer.certificate),
    confirmSubscription: () => Promise.resolve(),
  };
  const setups = createMemoryQueue<SetupMessage>();
  const log = createMemoryLog();
  const handler = createHandler({
    integrations: memoryIntegrations(INTEGRATION),
    enrollments: memoryEnrollments(),
    seen: memorySeenMessages(now),
    network,
    keys: createSigningKeys(network, now),
    setups,
    now,
    log,
    ...changes,
  });
  return { handler, setups, log };
}

/** A request as API Gateway hands SNS's on. */
function request(
  message: SnsMessage | string,
  changes: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const body = typeof message === "string" ? message : JSON.stringify(signed(message, signer));
  const headers = { "Content-Type": "text/plain; charset=UTF-8" };
  const path = `/v1/setup/${INTEGRATION.setupToken}`;
  return { ...restRequest(headers, body), resource: "/v1/setup/{token}", path, ...changes };
}

describe("a message of SNS", () => {
  test.each<[string, () => SnsMessage, string]>([
    ["subscription", () => confirmation(), "confirmed"],
    ["notification", () => notification(), "accepted"],
    ["unsubscription", () => confirmation({ Type: "UnsubscribeConfirmation" }), "noted"],
  ])("is answered by 200: %s", async (_, message, status) => {
    const { handler } = setUp();
    expect(await handler(request(message()), lambdaContext())).toEqual({
      statusCode: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ status }),
    });
  });

  test("may come in base64, and its token as the route's parameter", async () => {
    const { handler, setups } = setUp();
    const { body, ...event } = request(notification());
    const answer = await handler(
      {
        ...event,
        body: Buffer.from(body ?? "").toString("base64"),
        isBase64Encoded: true,
        pathParameters: { token: INTEGRATION.setupToken },
        path: "/",
      },
      lambdaContext(),
    );
    expect(answer.statusCode).toBe(200);
    expect(setups.messages).toMatchObject([{ integrationId: INTEGRATION.integrationId }]);
  });

  test("that is repeated is answered by 200, and not queued again", async () => {
    const { handler, setups } = setUp();
    await handler(request(notification()), lambdaContext());
    const answer = await handler(request(notification()), lambdaContext());
    expect(answer).toMatchObject({ statusCode: 200, body: '{"status":"repeated"}' });
    expect(setups.messages).toHaveLength(1);
  });
});

describe("refused for good, so that SNS does not repeat it", () => {
  test.each<[string, () => APIGatewayProxyEvent, number]>([
    ["nothing", () => request("", { body: null }), 400],
    ["no JSON", () => request("hello"), 400],
    ["a forgery", () => request(JSON.stringify(notification())), 403],
    ["an old signature", () => request(notification({ SignatureVersion: "1" })), 403],
    [
      "a stale message",
      () => request(notification({ Timestamp: "2026-11-21T10:59:59.999Z" })),
      403,
    ],
    [
      "a foreign certificate",
      () => request(notification({ SigningCertURL: "https://example.com/x.pem" })),
      403,
    ],
    [
      "no topic",
      () => request(notification({ TopicArn: "arn:aws:sqs:us-east-1:222222222222:q" })),
      400,
    ],
    ["no token", () => request(notification(), { path: "/v1/setup/" }), 404],
    ["a message beyond SNS's size", () => request("x".repeat(400 * 1024)), 413],
    ["a body of many megabytes", () => request("x".repeat(2 * 1024 * 1024)), 413],
  ])("%s", async (_, event, statusCode) => {
    const { handler, setups, log } = setUp();
    const answer = await handler(event(), lambdaContext());
    expect(answer).toMatchObject({
      statusCode,
      headers: { "content-type": "application/problem+json" },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ status: statusCode });
    expect(setups.messages).toEqual([]);
    expect(log.lines).toMatchObject([{ level: "warn", message: "setup message refused" }]);
  });

  test("what SNS will not confirm", async () => {
    const refusal = new PermanentError("subscription-refused", "InvalidParameter");
    const { handler } = setUp({
      network: { confirmSubscription: () => Promise.reject(refusal) },
    });
    const answer = await handler(request(confirmation()), lambdaContext());
    expect(answer.statusCode).toBe(403);
  });
});

describe("refused for now, so that SNS repeats it", () => {
  test.each<[string, Error, number]>([
    ["an outage", new TransientError("throttled", "The table is at its limit."), 503],
    ["a defect", new Error("undefined is not a function"), 500],
  ])("%s", async (_, error, statusCode) => {
    const { handler, log } = setUp({ setups: { send: () => Promise.reject(error) } });
    const answer = await handler(request(notification()), lambdaContext());
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.body).not.toContain(error.message);
    expect(log.lines).toMatchObject([{ level: "error", fields: { error } }]);
  });

  test("what takes longer than the function has", async () => {
    const { handler } = setUp({ setups: { send: () => new Promise(() => undefined) } });
    const answer = await handler(request(notification()), lambdaContext(1020));
    expect(answer.statusCode).toBe(503);
  });
});
