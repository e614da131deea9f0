import { expect, test } from "@jest/globals";
import {
  formatSetupToken,
  integrationIdOfToken,
  matchesSetupToken,
} from "../../../core/integrations/setup-token.ts";

const ID = "00000000000000a1";
const TOKEN = formatSetupToken(ID, Buffer.alloc(32, 1));

test("a token names its integration, and is its own", () => {
  expect(integrationIdOfToken(TOKEN)).toBe(ID);
  expect(matchesSetupToken(TOKEN, TOKEN)).toBe(true);
});

test.each([
  ["another secret", formatSetupToken(ID, Buffer.alloc(32, 2))],
  ["an unknown integration", undefined],
  ["an empty one", ""],
])("a token does not match %s", (_, own) => {
  expect(matchesSetupToken(TOKEN, own)).toBe(false);
});

test("nothing matches an integration that is unknown", () => {
  expect(matchesSetupToken("", undefined)).toBe(false);
});

test.each(["", ID, `${ID}.`, `${TOKEN}x`, `x${TOKEN}`, `${TOKEN}\n`])("%j is no token", (text) => {
  expect(integrationIdOfToken(text)).toBeUndefined();
});
