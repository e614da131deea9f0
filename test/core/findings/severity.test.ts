import { expect, test } from "@jest/globals";
import type { Advisory } from "../../../core/advisories/port.ts";
import { createRater } from "../../../core/findings/severity.ts";

function advisory(fields: Partial<Advisory>): Advisory {
  const empty = { aliases: [], references: [], cvssVectors: [], ranges: [], versions: [] };
  return { id: "X-1", ...empty, ...fields };
}

const V2 = "AV:N/AC:L/Au:N/C:C/I:C/A:C";
const V30 = "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N";
const V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const V4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N";

test.each([
  ["CRITICAL", "critical"],
  ["HIGH", "high"],
  ["Important", "high"],
  ["MODERATE", "medium"],
  ["medium", "medium"],
  ["Low", "low"],
  ["negligible", "low"],
  ["unimportant", "low"],
])("the vendor's %s is %s, before any vector", (vendorSeverity, severity) => {
  const rating = createRater()(advisory({ vendorSeverity, cvssVectors: [V31] }));
  expect(rating).toMatchObject({ severity, severitySource: "vendor", cvss: { score: 9.8 } });
});

test.each([
  ["version 4 over 3 over 2", [V2, V31, V4], "high", "4.0", 8.7],
  ["version 3.1 over 3.0", [V30, V31], "critical", "3.1", 9.8],
  ["version 3.0", [V30], "medium", "3.0", 5.3],
  ["version 2, which has no critical", [V2], "high", "2.0", 10],
  ["what can be read", ["nonsense", "CVSS:3.1/AV:N", V30], "medium", "3.0", 5.3],
  ["no impact", ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"], "low", "3.1", 0],
])("a vector rates: %s", (_name, cvssVectors, severity, version, score) => {
  expect(createRater()(advisory({ cvssVectors }))).toMatchObject({
    severity,
    severitySource: "cvss",
    cvss: { version, score },
  });
});

test.each([
  ["nothing", {}],
  ["an unknown word", { vendorSeverity: "end-of-life" }],
  ["half a vector", { cvssVectors: ["CVSS:3.1/AV:N/AC:L"] }],
])("%s rates nothing", (_name, fields) => {
  expect(createRater()(advisory(fields))).toEqual({
    severity: "unspecified",
    severitySource: "none",
  });
});
