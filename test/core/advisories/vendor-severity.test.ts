import { expect, test } from "@jest/globals";
import { OsvRecord } from "../../../core/advisories/osv.ts";
import { vendorSeverityOf } from "../../../core/advisories/vendor-severity.ts";

test.each([
  ["GitHub", {}, { database_specific: { severity: "MODERATE" } }, "MODERATE"],
  ["Debian", { ecosystem_specific: { urgency: "unimportant" } }, {}, "unimportant"],
  ["Debian, unrated", { ecosystem_specific: { urgency: "not yet assigned" } }, {}, undefined],
  ["Ubuntu until 2025", { ecosystem_specific: { ubuntu_priority: "high" } }, {}, "high"],
  [
    "Ubuntu",
    {},
    {
      severity: [
        { type: "CVSS_V3", score: "CVSS:3.1/x" },
        { type: "Ubuntu", score: "low" },
      ],
    },
    "low",
  ],
  ["AlmaLinux", {}, { id: "ALSA-2024:1", summary: "Important: tar security update" }, "Important"],
  ["somebody else's summary", {}, { summary: "Important: read this" }, undefined],
  [
    "the package before the record",
    { database_specific: { severity: "LOW" } },
    { database_specific: { severity: "HIGH" } },
    "LOW",
  ],
  [
    "fields of another type",
    { database_specific: { severity: 7 } },
    { database_specific: { severity: ["x"] } },
    undefined,
  ],
])("vendorSeverityOf reads the rating of %s", (_name, entry, fields, expected) => {
  const record = OsvRecord.parse({
    id: "X-1",
    modified: "2024-01-01T00:00:00Z",
    affected: [entry],
    ...fields,
  });
  expect(vendorSeverityOf(record, record.affected)).toBe(expected);
});
