import { describe, expect, test } from "@jest/globals";
import { dpkg } from "../../../../core/ecosystems/dpkg/dpkg.ts";
import type { ParsedFile } from "../../../../core/ecosystems/ecosystem.ts";
import { fileEntry, readFile } from "../file-entry.ts";

const read = (text: string, path = "var/lib/dpkg/status"): ParsedFile | undefined =>
  readFile(dpkg, fileEntry(path), text);

const STATUS = `Package: libssl3
Status: install ok installed
Priority: optional
Maintainer: Debian OpenSSL Team
Architecture: amd64
Multi-Arch: same
Source: openssl (3.0.11-1)
Version: 3.0.11-1+b1
Depends: libc6 (>= 2.34)
Conffiles:
 /etc/Package: 1234
Description: Secure Sockets Layer toolkit
 Version: of nothing, this is the description
 .
 More.

Package: bash
Status: install ok installed
Source: bash
Version: 5.2.15-2+b2
Architecture: amd64
`;

describe("wants", () => {
  test.each([
    ["var/lib/dpkg/status", true],
    ["var/lib/dpkg/status.d/base", true],
    ["var/lib/dpkg/status.d/base.md5sums", true],
    ["var/lib/dpkg/info/bash.list", true],
    ["var/lib/dpkg/info/bash.md5sums", false],
    ["var/lib/dpkg/status-old", false],
    ["var/lib/dpkg/available", false],
    ["srv/chroot/var/lib/dpkg/status", false],
  ])("%s: %j", (path, wanted) => {
    expect(dpkg.wants(fileEntry(path)) !== undefined).toBe(wanted);
  });

  test("a database of 2 GB is over the limit", () => {
    const reading = dpkg.wants(fileEntry("var/lib/dpkg/status", { size: 2 ** 31 }));
    expect(reading).toMatchObject({ kind: "whole", maxBytes: 64 * 1024 * 1024 });
  });
});

test("packages with their source, where that is another or has another version", () => {
  expect(read(STATUS)).toEqual({
    packages: [
      {
        name: "libssl3",
        version: "3.0.11-1+b1",
        architecture: "amd64",
        sourceName: "openssl",
        sourceVersion: "3.0.11-1",
      },
      { name: "bash", version: "5.2.15-2+b2", architecture: "amd64" },
    ],
  });
});

test.each([
  ["Source: attr (1:2.4.47-2)", { sourceName: "attr", sourceVersion: "1:2.4.47-2" }],
  ["Source: other", { sourceName: "other", sourceVersion: "1:2.4.47-2+b1" }],
  ["Source: attr", {}],
  ["Source: attr (1:2.4.47-2+b1)", {}],
  ["Source: attr ()", {}],
  ["Source: attr (1:2.4.47-2", { sourceName: "attr", sourceVersion: "1:2.4.47-2" }],
])("%s", (line, source) => {
  expect(read(`Package: attr\nVersion: 1:2.4.47-2+b1\n${line}\n`)?.packages).toEqual([
    { name: "attr", version: "1:2.4.47-2+b1", ...source },
  ]);
});

test.each([
  ["install ok installed", 1],
  ["hold ok installed", 1],
  ["deinstall ok installed", 1],
  ["install ok half-configured", 1],
  ["install ok triggers-awaited", 1],
  ["install ok triggers-pending", 1],
  ["install ok unpacked", 1],
  ["install ok half-installed", 0],
  ["deinstall ok config-files", 0],
  ["unknown ok not-installed", 0],
])("Status: %s is %j package", (status, count) => {
  const stanza = `Package: a\nStatus: ${status}\nVersion: 1\n`;
  expect(read(stanza)?.packages).toHaveLength(count);
});

test("a distroless image's file has one stanza without a status", () => {
  const stanza = "Package: tzdata\nVersion: 2024a-0\nArchitecture: all\n";
  expect(read(stanza, "var/lib/dpkg/status.d/tzdata")?.packages).toEqual([
    { name: "tzdata", version: "2024a-0", architecture: "all" },
  ]);
});

test.each([
  ["", undefined],
  ["\n\n  \n", undefined],
  ["Package: a\nVersion: 1\n\n\n\nPackage: b\nVersion: 2", 2],
  ["Package: a\r\nVersion: 1\r\n\r\nPackage: b\r\nVersion: 2\r\n", 2],
])("%j holds %j packages", (text, count) => {
  expect(read(text)?.packages?.length).toBe(count);
});

test("what is no database is an error", () => {
  expect(() => read("\u0000\u0001binary")).toThrow("It holds no package");
});

test("a package without a usable version is a warning, the others are read", () => {
  const long = "1".repeat(300);
  const text = `Package: a\nStatus: install ok installed\n\nPackage: b\nVersion: ${long}\n\nPackage: c\nVersion: 3\n`;
  expect(read(text)).toEqual({
    packages: [{ name: "c", version: "3" }],
    warnings: [
      'Package "a" has no usable version and is left out.',
      'Package "b" has no usable version and is left out.',
    ],
  });
});

test("control characters never come through, and warnings are bounded", () => {
  const result = read("Package: a\u001b[31m\nVersion: 1\n\n".repeat(100));
  expect(result?.packages).toEqual([]);
  expect(result?.warnings).toHaveLength(20);
  expect(result?.warnings?.join("")).not.toContain("\u001b");
});

test("100,000 packages", () => {
  const stanzas = Array.from(
    { length: 100_000 },
    (_, i) => `Package: p${i}\nStatus: install ok installed\nVersion: ${i}\nDescription: x\n y\n`,
  );
  const packages = read(stanzas.join("\n"))?.packages;
  expect(packages).toHaveLength(100_000);
  expect(packages?.at(-1)).toEqual({ name: "p99999", version: "99999" });
});
