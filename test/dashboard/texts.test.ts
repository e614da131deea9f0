import { expect, test } from "@jest/globals";
import { preferredLanguage } from "../../dashboard/src/texts/catalog.ts";
import { counted } from "../../dashboard/src/texts/counted.ts";
import { createFormats } from "../../dashboard/src/texts/formats.ts";

test.each([
  [["de-DE", "zh-TW", "en"], "zh-CN"],
  [["en-GB", "zh-CN"], "en"],
  [["fr"], "en"],
  [[], "en"],
])("of %j the dashboard speaks %s", (wanted, language) => {
  expect(preferredLanguage(wanted)).toBe(language);
});

test.each([
  ["en", 0, "0 bytes"],
  ["en", 1, "1 byte"],
  ["en", 999, "999 bytes"],
  ["en", 1_500, "1.5 kB"],
  ["en", 12_345_678, "12.3 MB"],
  ["en", 5e15, "5,000 TB"],
  ["zh-CN", 1_500_000_000, "1.5 GB"],
] as const)("in %s %d bytes are %s", (language, bytes, text) => {
  expect(createFormats(language).bytes(bytes)).toBe(text);
});

const NOW = new Date("2026-11-22T12:00:00.000Z");

test.each([
  ["en", "2026-11-22T11:59:59.900Z", "now"],
  ["en", "2026-11-22T12:00:09.000Z", "now"],
  ["en", "2026-11-22T11:58:00.000Z", "2 minutes ago"],
  ["en", "2026-11-21T12:00:00.000Z", "yesterday"],
  ["en", "2025-01-01T00:00:00.000Z", "last year"],
  ["en", "2026-11-22T13:00:00.000Z", "in 1 hour"],
  ["zh-CN", "2026-11-22T11:58:00.000Z", "2分钟前"],
  ["en", "no instant", "no instant"],
] as const)("in %s %s is %s", (language, instant, text) => {
  expect(createFormats(language).relative(instant, NOW)).toBe(text);
});

test.each([
  [1, "1 image"],
  [0, "0 images"],
  [2000, "2,000 images"],
])("%d is counted as %s", (count, text) => {
  expect(counted(count, "image", "images")).toBe(text);
});
