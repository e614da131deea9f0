import { expect, test } from "@jest/globals";
import { ApiError } from "../../dashboard/src/api/api-error.ts";
import { pollInterval } from "../../dashboard/src/api/hooks.ts";

test.each([
  ["a page that is well", "success", null, 3000],
  ["a service that is down", "error", new ApiError("offline", "down"), 10_000],
  ["a session that ended", "error", new ApiError("session", "over", { status: 401 }), false],
])("%s is looked at again in its time, or not at all", (_, status, error, expected) => {
  expect(pollInterval({ state: { status, error } })).toBe(expected);
});
