import { expect, test } from "@jest/globals";
import { incompleteReason } from "../../../core/images/incomplete-reason.ts";

const WARNING = {
  code: "file-too-large",
  message: "The file has 1 GB.",
  path: "var/lib/dpkg/status",
};

test("what was read whole needs no words", () => {
  expect(incompleteReason([])).toBeUndefined();
});

test("one warning is said whole", () => {
  expect(incompleteReason([WARNING])).toBe(
    "One thing was not read as it should be, so packages may be missing. var/lib/dpkg/status: The file has 1 GB.",
  );
});

test("of several the first is said, and where the others are", () => {
  expect(incompleteReason([{ code: "x", message: "It is broken." }, WARNING])).toBe(
    "2 things were not read as they should be, so packages may be missing. It is broken. The image's history lists all.",
  );
});
