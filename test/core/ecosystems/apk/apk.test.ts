import { expect, test } from "@jest/globals";
import { apk } from "../../../../core/ecosystems/apk/apk.ts";
import type { ParsedFile } from "../../../../core/ecosystems/ecosystem.ts";
import { fileEntry, readFile } from "../file-entry.ts";

const read = (text: string): ParsedFile | undefined =>
  readFile(apk, fileEntry("lib/apk/db/installed"), text);

const INSTALLED = `C:Q1aaaa=
P:musl
V:1.2.5-r0
A:x86_64
S:407278
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:Somebody <x@example.org>
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1bbbb=

C:Q1cccc=
P:libssl3
V:3.3.1-r0
A:x86_64
L:Apache-2.0
o:openssl
F:
R:at-the-root
F:usr
F:usr/lib
M:0:0:755
R:libssl.so.3
F:usr/share/doc
R:x.txt

`;

test.each([
  ["lib/apk/db/installed", true],
  ["usr/lib/apk/db/installed", true],
  ["lib/apk/db/triggers", false],
  ["srv/lib/apk/db/installed", false],
])("wants %s: %j", (path, wanted) => {
  expect(apk.wants(fileEntry(path)) !== undefined).toBe(wanted);
});

test("packages with origin and licence, and the files that they own", () => {
  expect(read(INSTALLED)).toEqual({
    packages: [
      { name: "musl", version: "1.2.5-r0", architecture: "x86_64", licenses: ["MIT"] },
      {
        name: "libssl3",
        version: "3.3.1-r0",
        architecture: "x86_64",
        sourceName: "openssl",
        sourceVersion: "3.3.1-r0",
        licenses: ["Apache-2.0"],
      },
    ],
    ownedPaths: [
      "lib/ld-musl-x86_64.so.1",
      "usr/lib/ld-musl-x86_64.so.1",
      "at-the-root",
      "usr/lib/libssl.so.3",
    ],
  });
});

test("the last package needs no empty line behind it", () => {
  expect(read("P:a\nV:1-r0")?.packages).toEqual([{ name: "a", version: "1-r0" }]);
});

test("an empty database tells nothing, what is none is an error", () => {
  expect(read("")).toBeUndefined();
  expect(read("\n\n")).toBeUndefined();
  expect(() => read("#!/bin/sh\necho\n")).toThrow("It holds no package");
});

test("a package without a version is a warning, the others are read", () => {
  expect(read("P:a\n\nV:2\n\nP:b\nV:1\n")).toEqual({
    packages: [{ name: "b", version: "1" }],
    ownedPaths: [],
    warnings: [
      'Package "a" has no usable name and version and is left out.',
      'Package "" has no usable name and version and is left out.',
    ],
  });
});

test("its package URLs", () => {
  const pkg = {
    name: "libssl3",
    version: "3.3.1-r0",
    architecture: "x86_64",
    sourceName: "openssl",
  };
  expect(apk.toPurl(pkg, { id: "alpine", versionId: "3.20.1" })).toBe(
    "pkg:apk/alpine/libssl3@3.3.1-r0?arch=x86_64&distro=alpine-3.20.1&upstream=openssl",
  );
  expect(apk.toPurl({ name: "a", version: "1" }, { id: "wolfi" })).toBe(
    "pkg:apk/wolfi/a@1?distro=wolfi",
  );
});
