import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  canonicalString,
  MAX_SNS_BODY_BYTES,
  parseSnsMessage,
} from "../../../core/integrations/sns-message.ts";
import { confirmation, notification } from "../../fixtures/sns-signing.ts";

function bodyOf(message: object): Buffer {
  return Buffer.from(JSON.stringify(message));
}

describe("a message of SNS", () => {
  test.each([
    ["notification", notification()],
    ["subscription's confirmation", confirmation()],
    ["unsubscription's confirmation", confirmation({ Type: "UnsubscribeConfirmation" })],
  ])("is read: %s", (_, message) => {
    const more = { UnsubscribeURL: "https://example.com/", MessageAttributes: {} };
    expect(parseSnsMessage(bodyOf({ ...message, ...more }))).toEqual(message);
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["no JSON", Buffer.from("hello")],
    ["a list", Buffer.from("[]")],
    ["raw message delivery", bodyOf({ RequestType: "Create" })],
    ["of another type", bodyOf({ ...notification(), Type: "Other" })],
    ["without a token", bodyOf({ ...confirmation(), Token: undefined })],
    ["without a signature", bodyOf({ ...notification(), Signature: "" })],
    ["without a time", bodyOf({ ...notification(), Timestamp: "yesterday" })],
    ["with a number for a text", bodyOf({ ...notification(), Message: 1 })],
  ])("is none: %s", (_, body) => {
    expect(() => parseSnsMessage(body)).toThrow(
      expect.objectContaining({ code: "malformed-sns-message" }),
    );
  });

  test("is not read when it is larger than any of SNS", () => {
    const body = Buffer.alloc(MAX_SNS_BODY_BYTES + 1, " ");
    expect(() => parseSnsMessage(body)).toThrow(
      expect.objectContaining({ code: "sns-message-too-large" }),
    );
  });
});

describe("what SNS signs", () => {
  test("of a notification", () => {
    expect(canonicalString(notification({ Subject: "S", Message: "M\nN" }))).toBe(
      "Message\nM\nN\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nS\n" +
        "Timestamp\n2026-11-21T12:00:00.000Z\n" +
        "TopicArn\narn:aws:sns:us-east-1:222222222222:Scout-SNSTopic-X1\nType\nNotification\n",
    );
  });

  test("of a notification without a subject", () => {
    const { Subject: _, ...message } = { Subject: undefined, ...notification() };
    expect(canonicalString(parseSnsMessage(bodyOf(message)))).not.toContain("Subject");
  });

  test.each(["SubscriptionConfirmation", "UnsubscribeConfirmation"] as const)("of a %s", (Type) => {
    const message = confirmation({ Type, Message: "M", SubscribeURL: "U", Token: "ab" });
    expect(canonicalString(message)).toBe(
      "Message\nM\nMessageId\n165545c9-2a5c-472c-8df2-7ff2be2b3b1b\nSubscribeURL\nU\n" +
        "Timestamp\n2026-11-21T12:00:00.000Z\nToken\nab\n" +
        `TopicArn\narn:aws:sns:us-east-1:222222222222:Scout-SNSTopic-X1\nType\n${Type}\n`,
    );
  });

  test("keeps the order of bytes, a newline after each value, and every character", () => {
    const text = fc.string({ unit: "binary", maxLength: 50 });
    fc.assert(
      fc.property(text, text, (Message, Subject) => {
        const message = parseSnsMessage(bodyOf(notification({ Message, Subject })));
        const canonical = canonicalString(message);
        expect(canonical.startsWith(`Message\n${Message}\nMessageId\n`)).toBe(true);
        expect(canonical).toContain(`\nSubject\n${Subject}\nTimestamp\n`);
        expect(canonical.endsWith("\nType\nNotification\n")).toBe(true);
      }),
    );
  });
});
