import { expect, test } from "@jest/globals";
import type { InventoryPackage } from "../../../core/contract/inventory.ts";
import { ecosystemById } from "../../../core/ecosystems/index.ts";

const key = (ecosystem: string, part: Partial<InventoryPackage>): unknown =>
  ecosystemById(ecosystem)?.advisoryKey({
    purl: "pkg:generic/any",
    ecosystem,
    type: "deb",
    name: "",
    version: "",
    locations: [],
    ...part,
  });

test.each<[string, Partial<InventoryPackage>, { name: string; version: string }]>([
  ["dpkg", { name: "bash", version: "5.2-1" }, { name: "bash", version: "5.2-1" }],
  [
    "dpkg",
    { name: "libssl3", version: "3.0.11-1+b1", sourceName: "openssl", sourceVersion: "3.0.11-1" },
    { name: "openssl", version: "3.0.11-1" },
  ],
  [
    "apk",
    { name: "libssl3", version: "3.1.4-r1", sourceName: "openssl", sourceVersion: "3.1.4-r1" },
    { name: "openssl", version: "3.1.4-r1" },
  ],
  ["apk", { name: "musl", version: "1.2.4-r2" }, { name: "musl", version: "1.2.4-r2" }],
  ["npm", { namespace: "@a", name: "b", version: "1.0.0" }, { name: "@a/b", version: "1.0.0" }],
  ["npm", { name: "b", version: "1.0.0" }, { name: "b", version: "1.0.0" }],
  ["pypi", { name: "Foo_Bar", version: "1.0" }, { name: "foo-bar", version: "1.0" }],
  [
    "golang",
    { namespace: "github.com/BurntSushi", name: "toml", version: "v1.3.2" },
    { name: "github.com/BurntSushi/toml", version: "1.3.2" },
  ],
  ["golang", { name: "stdlib", version: "1.22.3" }, { name: "stdlib", version: "1.22.3" }],
  ["golang", { name: "stdlib", version: "1.21" }, { name: "stdlib", version: "1.21.0" }],
  ["golang", { name: "stdlib", version: "1.23rc1" }, { name: "stdlib", version: "1.23.0-rc.1" }],
  ["golang", { name: "stdlib", version: "1.22.3-custom" }, { name: "stdlib", version: "1.22.3" }],
  [
    "golang",
    { namespace: "a.b", name: "c", version: "(devel)" },
    { name: "a.b/c", version: "(devel)" },
  ],
  [
    "maven",
    { namespace: "org.apache.commons", name: "commons-text", version: "1.9" },
    { name: "org.apache.commons:commons-text", version: "1.9" },
  ],
])("%s: %j is %j in advisories", (ecosystem, pkg, expected) => {
  expect(key(ecosystem, pkg)).toEqual(expected);
});
