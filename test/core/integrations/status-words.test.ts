import { expect, test } from "@jest/globals";
import { Brand, DEFAULT_BRAND } from "../../../core/contract/brand.ts";
import { statusLabelOf } from "../../../core/integrations/status-words.ts";

const OWN = Brand.parse({
  name: "Acme Watch",
  prefix: "AcmeWatch",
  statusWords: { current: { pending: "Waiting" }, "early-access": { error: "Broken" } },
});

test.each([
  ["pending", undefined, DEFAULT_BRAND, "Pending"],
  ["pending", "current", DEFAULT_BRAND, "Pending"],
  ["pending", "early-access", DEFAULT_BRAND, "In progress"],
  ["connected", "early-access", DEFAULT_BRAND, "Connected"],
  ["error", "current", DEFAULT_BRAND, "Error"],
  ["pending", "current", OWN, "Waiting"],
  ["pending", "early-access", OWN, "In progress"],
  ["error", "early-access", OWN, "Broken"],
] as const)("%s of the layout %s reads, by its brand, %#", (status, layout, brand, label) => {
  expect(statusLabelOf(status, layout, brand)).toBe(label);
});

test.each([
  { name: "", prefix: "A" },
  { name: "Acme", prefix: "1Acme" },
  { name: "Acme", prefix: "Acme-Watch" },
  { name: "Acme", prefix: "Acme", dashboardUrl: "javascript:alert(1)" },
  { name: "Acme", prefix: "Acme", logoUrl: "data:image/svg+xml,x" },
  { name: "Acme", prefix: "Acme", statusWords: { current: { gone: "Gone" } } },
])("%j is no brand", (value) => {
  expect(Brand.safeParse(value).success).toBe(false);
});
