import { expect, test } from "@jest/globals";
import { toCycloneDx } from "../../../core/formats/cyclonedx.ts";
import { documentId } from "../../../core/formats/document-id.ts";
import type { SbomSubject } from "../../../core/formats/sbom-subject.ts";
import { toSpdx } from "../../../core/formats/spdx.ts";
import { packageOf, subjectOf } from "./subjects.ts";

test("is a UUID of version 8", () => {
  expect(documentId("spdx", subjectOf())).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test.each([
  ["CycloneDX", toCycloneDx],
  ["SPDX", toSpdx],
])("%s of the same subject has the same bytes", (_, write) => {
  expect(JSON.stringify(write(subjectOf()))).toBe(JSON.stringify(write(subjectOf())));
});

test.each<[string, SbomSubject]>([
  ["another image", subjectOf({ digest: `sha256:${"e".repeat(64)}` })],
  ["another analyzer", subjectOf({ analyzerVersion: "2" })],
  ["fewer packages", subjectOf({ packages: [packageOf()] })],
  ["another analysis", subjectOf({}, { analyzedAt: "2026-11-22T00:00:00.000Z" })],
  [
    "another tag",
    subjectOf({}, { repository: { registry: "r", repository: "team/app", tags: ["2"] } }),
  ],
])("%s is another document", (_, other) => {
  expect(documentId("spdx", other)).not.toBe(documentId("spdx", subjectOf()));
});

test("what somebody calls an image has no say where it is known where it is kept", () => {
  const other = subjectOf({}, { name: "other" });
  expect(documentId("spdx", other)).toBe(documentId("spdx", subjectOf()));
  expect(toSpdx(other)).toEqual(toSpdx(subjectOf()));
  expect(toCycloneDx(other)).toEqual(toCycloneDx(subjectOf()));
});

test("a folder is what it is called", () => {
  const [a, b] = ["fs://a", "fs://b"].map((name) => {
    const { repository: _repository, ...folder } = subjectOf({}, { name });
    return documentId("spdx", folder);
  });
  expect(a).not.toBe(b);
});

test("the formats of one image are two documents", () => {
  expect(documentId("spdx", subjectOf())).not.toBe(documentId("cyclonedx", subjectOf()));
});
