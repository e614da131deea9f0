import { describe, expect, test } from "@jest/globals";
import {
  matchesToken,
  newAccessToken,
  parseAccessToken,
} from "../../../core/members/access-token.ts";
import type { AccessToken } from "../../../core/members/port.ts";

const { token, id: tokenId, sha256 } = newAccessToken((size) => Buffer.alloc(size, 250));
const { secret = "" } = parseAccessToken(token) ?? {};
const now = new Date("2026-05-01T12:00:00Z");

function stored(more: Partial<AccessToken> = {}): AccessToken {
  return {
    tokenId,
    sha256,
    organizationId: "demo",
    issuer: "i",
    subject: "s",
    createdAt: "",
    ...more,
  };
}

describe("a token", () => {
  test("is what its parts say, and its secret is not kept", () => {
    expect(token).toMatch(/^scout_pat_[0-9a-f]{20}_[A-Za-z0-9_-]{43}$/);
    expect(parseAccessToken(token)?.id).toBe(tokenId);
    expect(token).not.toContain(sha256);
  });

  test.each([
    "",
    "scout_pat_",
    token.slice(0, -1),
    `${token}A`,
    token.toUpperCase(),
    ` ${token}`,
    token.replace("scout_pat", "scout_inv"),
  ])("is not %j", (text) => {
    expect(parseAccessToken(text)).toBeUndefined();
  });

  test.each<[string, AccessToken | undefined, string, boolean]>([
    ["its own secret", stored(), secret, true],
    ["another secret", stored(), secret.replace(/.$/, "A"), false],
    ["no stored token", undefined, secret, false],
    ["an expiry to come", stored({ expiresAt: "2026-05-01T12:00:01Z" }), secret, true],
    ["an expiry now", stored({ expiresAt: "2026-05-01T12:00:00Z" }), secret, false],
  ])("with %s", (_, known, given, expected) => {
    expect(matchesToken(given, known, now)).toBe(expected);
  });
});
