import { expect, test } from "@jest/globals";
import type { Distribution } from "../../../../core/contract/inventory.ts";
import { dpkg } from "../../../../core/ecosystems/dpkg/dpkg.ts";
import type { ParsedPackage } from "../../../../core/ecosystems/ecosystem.ts";

const DEBIAN = { id: "debian", versionId: "12", codename: "bookworm" };

test.each<[ParsedPackage, Distribution | undefined, string]>([
  [
    { name: "bash", version: "5.2.15-2+b2", architecture: "amd64" },
    DEBIAN,
    "pkg:deb/debian/bash@5.2.15-2%2Bb2?arch=amd64&distro=debian-12",
  ],
  [
    { name: "libssl3", version: "3-1", sourceName: "openssl", sourceVersion: "3-1" },
    DEBIAN,
    "pkg:deb/debian/libssl3@3-1?distro=debian-12&upstream=openssl",
  ],
  [
    { name: "attr", version: "1:2-2+b1", sourceName: "attr", sourceVersion: "1:2-2" },
    { id: "debian", codename: "sid" },
    "pkg:deb/debian/attr@1:2-2%2Bb1?distro=debian-sid&upstream=attr%401:2-2",
  ],
  [{ name: "a", version: "1" }, { id: "ubuntu" }, "pkg:deb/ubuntu/a@1?distro=ubuntu"],
  [{ name: "a", version: "1" }, undefined, "pkg:deb/linux/a@1"],
])("%j on %j is %s", (pkg, distribution, purl) => {
  expect(dpkg.toPurl(pkg, distribution)).toBe(purl);
});

test("is the distribution's own, and its database lists all packages", () => {
  expect(dpkg).toMatchObject({ packageType: "deb", distribution: true, attribution: "database" });
});
