import { expect, test } from "@jest/globals";
import { dpkg } from "../../../../core/ecosystems/dpkg/dpkg.ts";
import { fileEntry, readFile } from "../file-entry.ts";

test("a package's list: what could be a package itself, in both places of a merged usr", () => {
  const list = `/.
/usr
/usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO
/usr/share/java/guava.jar
/usr/share/nodejs/semver/package.json
/usr/share/doc/six/copyright
/usr/share/doc/six/changelog.Debian.gz
/lib/systemd/systemd
/bin/tool
relative
`;
  const { ownedPaths } = readFile(dpkg, fileEntry("var/lib/dpkg/info/x.list"), list) ?? {};
  expect(ownedPaths).toEqual([
    ".",
    "usr",
    "usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO",
    "usr/share/java/guava.jar",
    "usr/share/nodejs/semver/package.json",
    "lib/systemd/systemd",
    "usr/lib/systemd/systemd",
    "bin/tool",
    "usr/bin/tool",
  ]);
});

test("a distroless image's digests", () => {
  const sums = `d41d8cd98f00b204e9800998ecf8427e  usr/bin/openssl
d41d8cd98f00b204e9800998ecf8427e  ./usr/lib/ssl/engine.so
d41d8cd98f00b204e9800998ecf8427e  usr/share/doc/openssl/copyright
not a digest
`;
  expect(readFile(dpkg, fileEntry("var/lib/dpkg/status.d/openssl.md5sums"), sums)).toEqual({
    ownedPaths: ["usr/bin/openssl", "usr/lib/ssl/engine.so"],
  });
});

test.each([
  ["var/lib/dpkg/info/x.list", ""],
  ["var/lib/dpkg/info/x.list", "\u0000garbage\n"],
  ["var/lib/dpkg/status.d/x.md5sums", ""],
])("%s with %j tells nothing", (path, text) => {
  expect(readFile(dpkg, fileEntry(path), text)).toBeUndefined();
});
