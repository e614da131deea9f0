import { beforeAll, describe, expect, test } from "@jest/globals";
import { PermanentError, TransientError } from "../../../core/errors.ts";
import { createSigningKeys } from "../../../core/integrations/sns-certificate.ts";
import type { SnsMessage } from "../../../core/integrations/sns-message.ts";
import { verifySnsMessage } from "../../../core/integrations/sns-verify.ts";
import {
  CERTIFICATE_URL,
  confirmation,
  createSigner,
  notification,
  signed,
  type Signer,
  SNS_NOW,
} from "../../fixtures/sns-signing.ts";

let signer: Signer;
let stranger: Signer;

beforeAll(async () => {
  [signer, stranger] = await Promise.all([createSigner(), createSigner()]);
});

/** Keys of an SNS that serves one certificate, and what was fetched. */
function keysOf(certificate: string | Error, now = () => SNS_NOW) {
  const fetched: string[] = [];
  const network = {
    certificate(url: URL) {
      fetched.push(url.href);
      return typeof certificate === "string"
        ? Promise.resolve(certificate)
        : Promise.reject(certificate);
    },
  };
  return { keys: createSigningKeys(network, now), fetched };
}

function verify(message: SnsMessage, now = SNS_NOW) {
  return verifySnsMessage(message, keysOf(signer.certificate).keys, now);
}

function at(milliseconds: number): string {
  return new Date(SNS_NOW.getTime() + milliseconds).toISOString();
}

describe("a message", () => {
  test.each<[string, () => SnsMessage]>([
    ["notification", () => notification()],
    ["notification with every kind of character", () => notification({ Message: "ü\n\r\u0000😀" })],
    ["confirmation", () => confirmation()],
    ["unsubscription", () => confirmation({ Type: "UnsubscribeConfirmation" })],
    ["message of an hour ago", () => notification({ Timestamp: at(-3_600_000) })],
    ["message of a clock ahead of ours", () => notification({ Timestamp: at(5 * 60_000) })],
  ])("that SNS has signed is trusted: %s", async (_, message) => {
    await expect(verify(signed(message(), signer))).resolves.toBeUndefined();
  });

  test.each<[string, () => SnsMessage, string]>([
    ["signed by somebody else", () => signed(notification(), stranger), "signature-mismatch"],
    ["not signed", () => notification(), "signature-mismatch"],
    ["changed", () => ({ ...signed(notification(), signer), Message: "{}" }), "signature-mismatch"],
    [
      "given another subject",
      () => ({ ...signed(notification(), signer), Subject: "S" }),
      "signature-mismatch",
    ],
    [
      "given another topic",
      () => ({
        ...signed(notification(), signer),
        TopicArn: "arn:aws:sns:us-east-1:333333333333:T",
      }),
      "signature-mismatch",
    ],
    [
      "with another token",
      () => ({ ...signed(confirmation(), signer), Token: "ab".repeat(16) }),
      "signature-mismatch",
    ],
    [
      "signed with SHA-1 under version 2",
      () => signed(notification(), signer, "RSA-SHA1"),
      "signature-mismatch",
    ],
    [
      "of signature version 1",
      () => signed(notification({ SignatureVersion: "1" }), signer, "RSA-SHA1"),
      "signature-version-refused",
    ],
    [
      "stale",
      () => signed(notification({ Timestamp: at(-3_600_001) }), signer),
      "sns-message-stale",
    ],
    [
      "of the future",
      () => signed(notification({ Timestamp: at(5 * 60_000 + 1) }), signer),
      "sns-message-from-the-future",
    ],
    [
      "of no topic",
      () => signed(notification({ TopicArn: "arn:aws:sns:s3-us-west-2:222222222222:T" }), signer),
      "malformed-topic-arn",
    ],
  ])("%s is refused", async (_, message, code) => {
    await expect(verify(message())).rejects.toMatchObject({ name: "PermanentError", code });
  });

  test("with a certificate of another host is refused, and nothing is fetched", async () => {
    const { keys, fetched } = keysOf(stranger.certificate);
    const SigningCertURL = CERTIFICATE_URL.replace("us-east-1", "s3-us-west-2");
    const message = signed(notification({ SigningCertURL }), stranger);
    await expect(verifySnsMessage(message, keys, SNS_NOW)).rejects.toMatchObject({
      code: "certificate-address-refused",
    });
    expect(fetched).toEqual([]);
  });
});

describe("a certificate", () => {
  test("is fetched once a day", async () => {
    let now = SNS_NOW;
    const { keys, fetched } = keysOf(signer.certificate, () => now);
    const url = new URL(CERTIFICATE_URL);
    await keys(url);
    await keys(url);
    expect(fetched).toHaveLength(1);
    now = new Date(now.getTime() + 24 * 60 * 60_000);
    await keys(url);
    expect(fetched).toHaveLength(2);
  });

  test("is forgotten when many others came after it", async () => {
    const { keys, fetched } = keysOf(signer.certificate);
    for (let number = 0; number < 65; number += 1) await keys(new URL(`https://h/${number}`));
    await keys(new URL("https://h/64"));
    expect(fetched).toHaveLength(65);
    await keys(new URL("https://h/0"));
    expect(fetched).toHaveLength(66);
  });

  test.each([
    ["has expired", { validTo: new Date(SNS_NOW.getTime() - 1000) }],
    ["is not valid yet", { validFrom: new Date(SNS_NOW.getTime() + 1000) }],
    ["has a short key", { bits: 1024 }],
    ["has a key of another kind", { isEllipticCurve: true }],
  ])("that %s is refused", async (_, options) => {
    const other = await createSigner(options);
    const { keys } = keysOf(other.certificate);
    await expect(keys(new URL(CERTIFICATE_URL))).rejects.toMatchObject({
      code: "certificate-invalid",
    });
  });

  test("that expires while it is kept is refused", async () => {
    let now = SNS_NOW;
    const other = await createSigner({ validTo: new Date(SNS_NOW.getTime() + 60_000) });
    const { keys } = keysOf(other.certificate, () => now);
    await keys(new URL(CERTIFICATE_URL));
    now = new Date(now.getTime() + 61_000);
    await expect(keys(new URL(CERTIFICATE_URL))).rejects.toMatchObject({
      code: "certificate-invalid",
    });
  });

  test("that is none is refused", async () => {
    await expect(keysOf("<html>").keys(new URL(CERTIFICATE_URL))).rejects.toMatchObject({
      code: "certificate-invalid",
    });
  });

  test.each([
    new TransientError("sns-unavailable", "Later."),
    new PermanentError("certificate-not-found", "There is none."),
  ])("that can't be fetched is not kept: $name", async (error) => {
    const { keys, fetched } = keysOf(error);
    await expect(keys(new URL(CERTIFICATE_URL))).rejects.toBe(error);
    await expect(keys(new URL(CERTIFICATE_URL))).rejects.toBe(error);
    expect(fetched).toHaveLength(2);
  });
});
